import { expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue';
import { readLink } from '../../../src/core/permalink';
import { rowsOf } from '../../../src/export/metrics/measured-run';
import { applyEvent, newRecord } from '../../../src/store/run-record';
import { measuredRun } from '../../../src/ui/export/page-runs';

const NOW = Date.UTC(2026, 5, 1);
const result = { loss: 1, accuracy: 0.5, samples: 10 };
const begun = newRecord(catalogue, readLink(catalogue, '#v=1&data=points&model=mlp&data.size=100&epochs=10&batch=500').experiment, { id: 3, name: 'a name', colour: 0 });

it('a run of the page is measured step by step, up to where it stands', () => {
  let run = applyEvent(catalogue, begun, { type: 'evaluated', step: 0, epoch: 0, cycleEnd: false, train: result, dev: result });
  run = applyEvent(catalogue, run, { type: 'progress', step: 2, epoch: 2, seconds: 4, secondsLeft: 1, at: Uint32Array.of(0, 1), objective: Float32Array.of(3, 2), learningRate: Float32Array.of(0.5, 0.25) });
  const measured = measuredRun(catalogue, run, NOW);
  // Batches are no larger than the training set.
  expect(measured).toMatchObject({ id: '3', name: 'a name', status: 'running', step: 2, batchSize: 100, created: NOW - 4000 });
  // What the run does next changes nothing of it.
  applyEvent(catalogue, run, { type: 'progress', step: 3, epoch: 3, seconds: 6, secondsLeft: 0, at: Uint32Array.of(2), objective: Float32Array.of(1), learningRate: Float32Array.of(0) });
  expect(rowsOf(measured).map(({ step, examples, seconds, objective, learningRate, devAccuracy }) => [step, examples, seconds, objective, learningRate, devAccuracy])).toEqual([
    [0, 0, 0, undefined, undefined, 0.5],
    [1, 100, 2, 3, 0.5, undefined],
    [2, 200, 4, 2, 0.25, undefined],
  ]);
});

it('and says how it ended', () => {
  const finished = applyEvent(catalogue, begun, { type: 'finished', weights: 'f'.repeat(16), backend: 'wasm', parameters: 1, steps: 10, seconds: 5, train: result, dev: result });
  expect(measuredRun(catalogue, { ...finished, test: result }, NOW)).toMatchObject({ status: 'finished', final: { train: result, dev: result }, test: result });
  const failed = applyEvent(catalogue, begun, { type: 'failed', reason: 'It blew up.', advice: 'Go slower.', step: 0 });
  expect(measuredRun(catalogue, failed, NOW)).toMatchObject({ status: 'failed', failure: { reason: 'It blew up.' } });
  expect(measuredRun(catalogue, applyEvent(catalogue, begun, { type: 'stopped', step: 0 }), NOW).status).toBe('stopped');
});
