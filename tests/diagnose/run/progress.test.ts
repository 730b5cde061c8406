import { describe, expect, it } from 'vitest';
import { Stream } from '../../../src/core/random';
import { judgeLearning, judgeLossShape, judgeStability } from '../../../src/diagnose/run/progress';

/** Losses of n steps around a curve, with mini-batch noise. */
function losses(n: number, curve: (t: number) => number, noise = 0.1, seed = 1): number[] {
  const stream = Stream.of(seed, 'losses');
  return Array.from({ length: n }, (_, i) => curve(i / n) + noise * stream.normal());
}
const healthy = (t: number) => 0.3 + 2 * Math.exp(-8 * t);

describe('judgeLearning', () => {
  it.each([
    [healthy, 'good'],
    [() => 2.3, 'bad'],
    [() => 2.1, 'watch'],
    [(t: number) => 2.3 + t, 'bad'],
  ])('curve %#', (curve, tone) => {
    expect(judgeLearning(losses(400, curve), 10, 400).tone).toBe(tone);
  });

  it('waits for enough steps', () => {
    expect(judgeLearning([2.3, 2.3], 10, 20).tone).toBe('unknown');
    expect(judgeLearning([], 10, 2000).tone).toBe('unknown');
  });
});

describe('judgeStability', () => {
  it('finds what blows up, rises or is no number', () => {
    expect(judgeStability(losses(400, healthy)).tone).toBe('good');
    expect(judgeStability(losses(400, (t) => 2.3 + 10 * t)).tone).toBe('bad');
    expect(judgeStability(losses(400, (t) => 0.5 + 2 * (t - 0.5) ** 2, 0.01)).tone).toBe('watch');
    const broken = judgeStability([...losses(99, healthy), NaN, NaN]);
    expect(broken.tone).toBe('bad');
    expect(broken.text).toContain('from step 100 on');
    expect(judgeStability([2.3, 2.2]).tone).toBe('unknown');
    expect(judgeStability([2.3, Infinity]).tone).toBe('bad');
    expect(judgeStability([2.3, 2.2, 900]).tone).toBe('bad');
  });
});

describe('judgeLossShape', () => {
  it('is content with a fast fall that flattens, whatever the noise', () => {
    for (let seed = 0; seed < 100; seed++) expect(judgeLossShape(losses(500, healthy, 0.1, seed)).tone).toBe('good');
  });

  it('takes a straight fall, far from done, for a low rate', () => {
    const verdict = judgeLossShape(losses(500, (t) => 2.3 - 0.6 * t));
    expect(verdict.tone).toBe('watch');
    expect(verdict.text).toContain('too low');
    expect(judgeLossShape(losses(500, (t) => 2.3 - 2.2 * t)).tone).toBe('good'); // nearly done
  });

  it('takes spikes and a rise for a high rate', () => {
    const spiky = losses(500, healthy).map((loss, i) => (i % 50 === 49 ? loss + 3 : loss));
    expect(judgeLossShape(spiky).text).toContain('spikes');
    expect(judgeLossShape(losses(500, (t) => healthy(t) + t * t)).text).toContain('it rises');
  });

  it('waits for enough finite steps', () => {
    expect(judgeLossShape(losses(50, healthy)).tone).toBe('unknown');
    expect(judgeLossShape([...losses(200, healthy), NaN]).tone).toBe('unknown');
  });
});
