/** A small run that has measured something of everything, with a hostile name. */
import type { MeasuredRun } from '../../../src/export/metrics/measured-run';
import { readLink } from '../../../src/core/permalink';
import { tinyCatalogue } from '../../support/tiny-catalogue';

export const HOSTILE = '=HYPERLINK("http://evil", "a,b")\r\n+x';

const result = (loss: number, accuracy: number) => ({ loss, accuracy, samples: 500 });

export function sampleRun(change: Partial<MeasuredRun> = {}): MeasuredRun {
  return {
    id: '1f',
    experiment: readLink(tinyCatalogue, '#v=1&data=tiny&seed=7').experiment,
    link: '#v=1&data=tiny&seed=7',
    name: 'a run',
    label: '',
    note: 'a "note"\nof two lines',
    tags: ['good', 'a,b'],
    created: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
    status: 'finished',
    step: 4,
    steps: 4,
    stepsPerEpoch: 2,
    batchSize: 8,
    seconds: 10,
    parameters: 123,
    final: { train: result(0.5, 0.75), dev: result(0.625, 0.7) },
    test: result(0.7, 0.65),
    curves: {
      id: '1f',
      // Some steps are left out, as in the curves of long runs.
      at: Float64Array.of(0, 1, 3),
      objective: Float32Array.of(2.3, 1e-8, NaN),
      learningRate: Float32Array.of(0.1, 0.05, 0),
      evaluations: [
        { step: 0, train: result(2.3, 0.1), dev: result(2.31, 0.09), cycleEnd: false },
        { step: 2, train: result(1.5, 0.4), dev: result(1.625, 0.38), cycleEnd: true },
      ],
      health: { parameters: ['output/kernel'], layers: [{ name: 'output', kind: 'dense' }] },
      probes: [{ step: 1, figures: Float32Array.of(0.5, 0.25, 0.125, 0.0625, 1.5, 0, 0.1) }],
    },
    ...change,
  };
}

export async function* asRuns(...runs: MeasuredRun[]): AsyncGenerator<MeasuredRun> {
  for (const run of runs) yield await Promise.resolve(run);
}
