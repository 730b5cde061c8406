/** Trials of short names and round figures, for the tests of the table. */
import type { Trial } from '../../../../src/lab/trial';
import { finishedTrial, waitingTrial } from '../../../support/trials';

const known = (id: string): Partial<Trial> => ({ id, path: id, name: `run ${id}`, created: 1000, steps: 200, stepsPerEpoch: 40 });

/** One of five epochs that has not begun. */
export function aWaitingTrial(id: string, change: Partial<Trial> = {}, link?: string): Trial {
  return waitingTrial(link, { ...known(id), ...change });
}

/** One that has come to its end, with a dev accuracy measured on 1,000 samples. */
export function aTrial(id: string, accuracy: number, change: Partial<Trial> = {}, link?: string): Trial {
  return finishedTrial(link, accuracy, { ...known(id), step: 200, seconds: 20, ...change });
}
