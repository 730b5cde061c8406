import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue';
import { readLink } from '../../src/core/permalink';
import type { EvaluatedEvent, RunEvent, StartedEvent } from '../../src/engine/protocol';
import { applyEvent, newRecord, statusText, type RunRecord } from '../../src/store/run-record';

const report = { backend: 'wasm', safeMode: false, device: 'WebAssembly, 1 thread', reason: 'You asked for WebAssembly.' } as const;
const metrics = (accuracy: number) => ({ train: { loss: 0.2, accuracy, samples: 500 }, dev: { loss: 0.3, accuracy, samples: 500 } });

const fresh = (link = '#v=1&data.size=1280') => newRecord(catalogue, readLink(catalogue, link).experiment, { id: 1, name: 'run', colour: 0 });
const after = (run: RunRecord, ...events: RunEvent[]) => events.reduce((record, event) => applyEvent(catalogue, record, event), run);

const started: StartedEvent = { type: 'started', backend: report, parameters: 10, steps: 50, stepsPerEpoch: 10, batchSize: 128, health: { parameters: ['a'], layers: [] }, data: 'cbf29ce484222325' };
const evaluated = (step: number, accuracy: number, cycleEnd = false): EvaluatedEvent => ({ type: 'evaluated', ...metrics(accuracy), step, epoch: step / 10, cycleEnd });
const progress = (from: number, to: number): RunEvent => {
  const at = Uint32Array.from({ length: to - from }, (_, i) => from + i);
  return { type: 'progress', step: to, epoch: to / 10, seconds: to, secondsLeft: 50 - to, at, objective: Float32Array.from(at), learningRate: new Float32Array(at.length) };
};

describe('the status of a run', () => {
  const running = after(fresh(), started, progress(0, 14), evaluated(14, 0.931));

  it.each([
    ['Starting · loading the engine …', fresh()],
    ['Starting · compiling …', after(fresh(), started)],
    ['Training · epoch 1 of 5', after(fresh(), started, progress(0, 3))],
    ['Training · epoch 2 of 5 · dev accuracy 93.1 %', running],
    ['Paused · epoch 2 of 5 · dev accuracy 93.1 %', after(running, { type: 'paused', step: 14 })],
    ['Training · epoch 2 of 5 · dev accuracy 93.1 %', after(running, { type: 'paused', step: 14 }, { type: 'resumed', step: 14 })],
    ['Stopped · epoch 2 of 5 · dev accuracy 93.1 %', after(running, { type: 'stopped', step: 14 })],
    ['Finished · dev accuracy 94.4 %', after(running, { type: 'finished', weights: 'f'.repeat(16), ...metrics(0.944), backend: 'wasm', parameters: 10, steps: 50, seconds: 50 })],
    ['Failed · The loss exploded to 1e+6.', after(running, { type: 'failed', reason: 'The loss exploded to 1e+6.', advice: 'Divide.', step: 14 })],
    ['Training · epoch 0.3 of 0.5', after(fresh('#v=1&data.size=1280&epochs=0.5'), { ...started, steps: 5 }, progress(0, 3))],
    ['Training · epoch 5 of 5', after(fresh(), started, progress(0, 50))],
  ])('is "%s"', (text, run) => {
    expect(statusText(run)).toBe(text);
  });
});

describe('a record', () => {
  it('collects the points of every step, and leaves earlier records as they were', () => {
    const before = after(fresh(), started, progress(0, 10));
    const now = after(before, progress(10, 30));
    expect([before.points, now.points]).toEqual([10, 30]);
    expect([...now.series.objective.subarray(0, now.points)]).toEqual(Array.from({ length: 30 }, (_, i) => i));
  });

  it('grows with a long run', () => {
    let run = after(fresh(), started);
    for (let i = 0; i < 50; i++) run = after(run, progress(100 * i, 100 * (i + 1)));
    expect(run.points).toBe(5000);
    expect(run.series.step[4999]).toBe(4999);
  });

  it('keeps one evaluation per step, the newest, and does not forget that a cycle ended there', () => {
    const run = after(fresh(), started, evaluated(0, 0.1), evaluated(10, 0.5, true), evaluated(10, 0.6));
    expect(run.evaluations.map(({ step, dev, cycleEnd }) => [step, dev.accuracy, cycleEnd])).toEqual([
      [0, 0.1, false],
      [10, 0.6, true],
    ]);
  });

  it('plans the learning rate of the whole run, from its first step to its last', () => {
    const { plan, steps } = fresh('#v=1&data.size=1280&epochs=200');
    expect(steps).toBe(2000);
    expect(plan.length).toBeLessThanOrEqual(240);
    expect([plan[0]!.step, plan.at(-1)!.step]).toEqual([0, 1999]);
    expect(Math.max(...plan.map(({ rate }) => rate))).toBeCloseTo(0.05, 3);
  });

  it('takes the length that the files allow over the one that was planned', () => {
    const planned = fresh('#v=1&data=mnist');
    expect(planned.steps).toBeGreaterThan(2000);
    const real = after(planned, { ...started, steps: 10, stepsPerEpoch: 2, batchSize: 128 });
    expect(real).toMatchObject({ steps: 10, stepsPerEpoch: 2 });
    expect(real.plan.at(-1)!.step).toBe(9);
  });
});
