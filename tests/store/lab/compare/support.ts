/** Trials with measurements, for the tests of comparisons. */
import { catalogue } from '../../../../src/catalogue';
import { readLink } from '../../../../src/core/permalink';
import type { Trial, TrialCurves } from '../../../../src/lab/trial';
import { makeTrial } from '../../../../src/store/lab/make-trial';

/** One that has not begun. */
export function waitingTrial(link: string): Trial {
  const { experiment, notices } = readLink(catalogue, link);
  if (notices.length > 0) throw new Error(notices.join('; '));
  return makeTrial(catalogue, [], { experiment }, { origin: 'queue', created: 0 });
}

/** A finished trial. @param accuracy on dev, at the end */
export function trialOf(link: string, accuracy = 0.9, changes: Partial<Trial> = {}): Trial {
  const made = waitingTrial(link);
  const result = { loss: 1 - accuracy, accuracy, samples: 1000 };
  return { ...made, status: 'finished', step: made.steps, seconds: 10, final: { train: result, dev: result }, latest: { train: result, dev: result }, ...changes };
}

export function curvesOf(id: string, losses: readonly (readonly [step: number, loss: number])[], more: Partial<TrialCurves> = {}): TrialCurves {
  const evaluations = losses.map(([step, loss]) => ({ step, cycleEnd: false, train: { loss: loss / 2, accuracy: 0.75, samples: 500 }, dev: { loss, accuracy: 0.5, samples: 500 } }));
  return { id, evaluations, at: new Float64Array(), objective: new Float32Array(), learningRate: new Float32Array(), probes: [], ...more };
}
