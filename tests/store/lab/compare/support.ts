/** Curves that are made up, for the tests of comparisons. */
import type { TrialCurves } from '../../../../src/lab/trial';

export function curvesOf(id: string, losses: readonly (readonly [step: number, loss: number])[], more: Partial<TrialCurves> = {}): TrialCurves {
  const evaluations = losses.map(([step, loss]) => ({ step, cycleEnd: false, train: { loss: loss / 2, accuracy: 0.75, samples: 500 }, dev: { loss, accuracy: 0.5, samples: 500 } }));
  return { id, evaluations, at: new Float64Array(), objective: new Float32Array(), learningRate: new Float32Array(), probes: [], ...more };
}
