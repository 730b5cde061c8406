import type { Playground } from '../../store/playground';
import { loadLab } from '../lab/use-lab';
import { queueExperiment } from './queue-experiment';

/** What the header's button Queue does; its program is fetched with the lab's on the first press. */
export async function queueNow(playground: Playground): Promise<void> {
  queueExperiment(await loadLab(playground, true), playground, 1);
}
