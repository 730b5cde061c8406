/** The trainer in a thread of its own. */
import { expose } from 'comlink';
import { catalogue } from '../src/catalogue';
import { browserPlatform } from '../src/engine/browser-platform';
import { LocalTrainer } from '../src/engine/trainer';

expose(new LocalTrainer(browserPlatform, catalogue));
