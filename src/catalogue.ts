/** Everything that can be chosen in Grimoire. */
import type { Catalogue } from './core/catalogue';
import { datasets } from './data';
import { layers, models } from './models';
import { plants } from './plants';
import { tricks } from './tricks';

export const catalogue: Catalogue = { datasets, models, layers, tricks, plants };
