/** Recorded runs for tests that were really made. */
import type { RecordedRun } from '../../../src/core/result-link/recorded';
import type { EvaluationResult } from '../../../src/core/trick';
import curves from '../../fixtures/recorded-curves.json';

/** Sixteen runs as `npm run train -- <settings> --backend wasm --json` has measured them. */
export const realRuns: readonly RecordedRun[] = curves.map(({ settings, steps, stepsPerEpoch, seconds, data, device, final, evaluations }, i) => {
  const result = ([loss, correct]: readonly number[], samples: number): EvaluationResult => ({ loss: loss!, accuracy: correct! / samples, samples });
  return {
    settings,
    name: settings.replace(/.*hidden=16&?/, '+').replaceAll('&', ', +'),
    status: 'finished',
    step: steps,
    steps,
    stepsPerEpoch,
    seconds,
    ended: 60_000 * (29_900_000 + i),
    backend: { id: 'wasm', safeMode: false, device, kernels: 0 },
    data,
    train: result(final.slice(0, 2), final[2]!),
    dev: result(final.slice(3, 5), final[5]!),
    evaluations: evaluations.map(([step, ...values]) => ({ step: step!, cycleEnd: step === steps, train: result(values.slice(0, 2), 500), dev: result(values.slice(2), 1000) })),
    exact: (0x1234567 * (i + 1)).toString(16).padStart(16, '0'),
  };
});
