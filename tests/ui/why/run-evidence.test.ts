import { expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue';
import { readLink } from '../../../src/core/permalink';
import { fold } from '../../../src/core/fold';
import { healthPlan, healthSize } from '../../../src/core/health';
import { examineRun } from '../../../src/diagnose/examine/run';
import { applyEvent, newRecord } from '../../../src/store/run-record';
import { evidenceOf } from '../../../src/ui/why/run-evidence';

const { experiment } = readLink(catalogue, '#v=1&data=points');
const plan = healthPlan(fold(catalogue, experiment).network);

it('gives the rules what the page has heard of a run', () => {
  const at = Uint32Array.of(0, 1, 2);
  const metrics = { train: { loss: 0.69, accuracy: 0.5, samples: 400 }, dev: { loss: 0.7, accuracy: 0.5, samples: 400 } };
  const started = applyEvent(catalogue, newRecord(catalogue, experiment, { id: 1, name: 'a', colour: 0 }), {
    type: 'started',
    backend: { backend: 'cpu', safeMode: false, device: '', reason: '' },
    parameters: 1,
    steps: 300,
    stepsPerEpoch: 3,
    batchSize: 128,
    health: plan,
    data: 'cbf29ce484222325',
  });
  const events = [
    { type: 'progress', step: 3, epoch: 1, seconds: 1, secondsLeft: 1, at, objective: Float32Array.of(0.7, 0.6, 0.5), learningRate: Float32Array.of(0.005, 0.01, 0.02) },
    { type: 'health', at: Uint32Array.of(2), figures: new Float32Array(healthSize(plan)).fill(0.5) },
    { type: 'evaluated', ...metrics, step: 0, epoch: 0, cycleEnd: false },
  ] as const;
  const run = events.reduce((record, event) => applyEvent(catalogue, record, event), started);
  const evidence = evidenceOf(catalogue, run);
  expect(evidence).toMatchObject({ batchSize: 128, step: 3, steps: 300, evaluations: [{ step: 0, ...metrics }] });
  expect(evidence.classNames).toHaveLength(2);
  expect([...Array.from(evidence.course!.objectives)]).toEqual([...Float32Array.of(0.7, 0.6, 0.5)]);
  // The base rate is 0.05.
  expect(evidence.health!.probes[0]!.rateFactor).toBeCloseTo(0.4, 1);
  expect(examineRun(evidence).find(({ id }) => id === 'initial-loss')!.tone).toBe('good');
});

it('knows nothing of a run that has not begun', () => {
  const evidence = evidenceOf(catalogue, newRecord(catalogue, experiment, { id: 1, name: 'a', colour: 0 }));
  expect(examineRun(evidence).every(({ tone }) => tone === 'unknown')).toBe(true);
});
