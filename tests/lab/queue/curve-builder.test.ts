import { describe, expect, it } from 'vitest';
import type { EvaluatedEvent, ProgressEvent } from '../../../src/engine/protocol';
import { CurveBuilder, evenly, sparkOf } from '../../../src/lab/queue/curve-builder';
import { MOST_POINTS, MOST_PROBES, SPARK_POINTS } from '../../../src/lab/trial';

const result = { loss: 1, accuracy: 0.5, samples: 10 };

function progress(from: number, to: number, objective: (step: number) => number = (step) => step): ProgressEvent {
  const at = Uint32Array.from({ length: to - from }, (_, i) => from + i);
  return { type: 'progress', step: to, epoch: 0, seconds: 0, secondsLeft: 0, at, objective: Float32Array.from(at, objective), learningRate: Float32Array.from(at, (step) => 2 * step) };
}

const evaluated = (step: number, accuracy = 0.5, cycleEnd = false): EvaluatedEvent => ({ type: 'evaluated', step, epoch: 0, cycleEnd, train: result, dev: { ...result, accuracy } });

describe('curves', () => {
  it('are short where a run is long, and lose no peak', () => {
    const builder = new CurveBuilder();
    const peaks = new Map([
      [1234, 1e6],
      [40_000, -1e6],
    ]);
    for (let step = 0; step < 50_000; step += 100) builder.addProgress(progress(step, step + 100, (at) => peaks.get(at) ?? Math.sin(at)));
    const { at, objective, learningRate } = builder.build('a');
    expect(at.length).toBeLessThanOrEqual(MOST_POINTS);
    expect(at.length).toBeGreaterThan(MOST_POINTS / 2);
    for (const [step, value] of peaks) expect(objective[at.indexOf(step)]).toBe(value);
    expect([at[0], at.at(-1)]).toEqual([0, 49_999]);
    at.forEach((step, i) => {
      if (i > 0) expect(step).toBeGreaterThan(at[i - 1]!);
      expect(learningRate[i]).toBe(2 * step);
    });
  });

  it('that are taken up again have every point once', () => {
    const first = new CurveBuilder();
    first.addProgress(progress(0, 30));
    first.addHealth({ type: 'health', at: Uint32Array.of(0, 10, 20), figures: Float32Array.of(1, 2, 3, 4, 5, 6) });
    for (const step of [0, 10, 20, 30]) first.addEvaluation(evaluated(step));
    const again = new CurveBuilder(first.build('a'), 20);
    expect(again.evaluations.map(({ step }) => step)).toEqual([0, 10, 20]);
    again.addProgress(progress(20, 40));
    again.addHealth({ type: 'health', at: Uint32Array.of(20), figures: Float32Array.of(7, 8) });
    const { at, probes } = again.build('a');
    expect([...at]).toEqual(Array.from({ length: 40 }, (_, step) => step));
    expect(probes.map(({ step, figures }) => [step, ...figures])).toEqual([[0, 1, 2], [10, 3, 4], [20, 7, 8]]);
  });

  it('keep a few probes of a long run, the newest among them', () => {
    const builder = new CurveBuilder();
    for (let step = 0; step < 5000; step++) builder.addHealth({ type: 'health', at: Uint32Array.of(10 * step), figures: Float32Array.of(step) });
    const { probes } = builder.build('a');
    expect(probes.length).toBeLessThanOrEqual(MOST_PROBES);
    expect(probes.length).toBeGreaterThan(MOST_PROBES / 2);
    expect(probes[0]!.step).toBe(0);
    expect(probes.at(-1)!.step).toBeGreaterThan(49_000);
    probes.forEach(({ step, figures }) => expect(figures[0]).toBe(step / 10));
  });

  it('hold one evaluation a step, the last', () => {
    const builder = new CurveBuilder();
    for (const event of [evaluated(8, 0.1, true), evaluated(8, 0.2)]) builder.addEvaluation(event);
    expect(builder.evaluations).toEqual([{ step: 8, train: result, dev: { ...result, accuracy: 0.2 }, cycleEnd: true }]);
  });
});

it('a small picture has a few points, the first and the last among them', () => {
  const evaluations = Array.from({ length: 100 }, (_, i) => evaluated(i, i / 100));
  const spark = sparkOf(evaluations);
  expect([spark.length, spark[0], spark.at(-1)]).toEqual([SPARK_POINTS, 0, 0.99]);
  expect(evenly([1, 2], 5)).toEqual([1, 2]);
});
