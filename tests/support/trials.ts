/** Trials as the lab makes them, none of which was ever trained. */
import { catalogue } from '../../src/catalogue';
import { readLink } from '../../src/core/permalink';
import type { NewTrial, Trial } from '../../src/lab/trial';
import { makeTrial } from '../../src/store/lab/make-trial';

/** One that a study has asked for. */
export function studyTrial(wanted: NewTrial, change: Partial<Trial> = {}): Trial {
  return { ...makeTrial(catalogue, [], wanted, { origin: 'study', created: 0, study: 'study' }), ...change };
}

/** By their links: some tests need thousands, and making one takes longer than all that is done with it. */
const made = new Map<string, Trial>();

/** One that has not begun, from the queue. */
export function waitingTrial(link = '#v=1', change: Partial<Trial> = {}): Trial {
  const known = made.get(link) ?? fromQueue(link);
  made.set(link, known);
  return { ...known, id: crypto.randomUUID(), ...change };
}

function fromQueue(link: string): Trial {
  const { experiment, notices } = readLink(catalogue, link);
  if (notices.length > 0) throw new Error(notices.join('; '));
  return makeTrial(catalogue, [], { experiment }, { origin: 'queue', created: 0 });
}

/** One that has come to its end. @param accuracy on dev and on training data, of 1,000 samples each; the losses are 1 − accuracy */
export function finishedTrial(link?: string, accuracy = 0.9, change: Partial<Trial> = {}): Trial {
  const trial = waitingTrial(link);
  const result = { loss: 1 - accuracy, accuracy, samples: 1000 };
  const metrics = { train: result, dev: result };
  return { ...trial, status: 'finished', step: trial.steps, seconds: 10, final: metrics, latest: metrics, ...change };
}
