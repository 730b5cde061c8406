import { describe, expect, it } from 'vitest';
import { Stream } from '../../../src/core/random';
import { judgeSlices, sliceAccuracy } from '../../../src/diagnose/errors/slices';

describe('sliceAccuracy', () => {
  it('cuts numbers into bins of equal counts that keep equal values together', () => {
    const attributes = Array.from({ length: 400 }, (_, i) => ({ size: i < 150 ? 0.5 : i + 0.5 }));
    const correct = attributes.map((_, i) => i % 4 !== 0);
    const slices = sliceAccuracy(correct, attributes).sort((a, b) => a.members[0]! - b.members[0]!);
    expect(slices.map(({ members }) => members.length)).toEqual([150, 50, 100, 100]);
    expect(slices[0]!.name).toBe('size 0.5 … 0.5');
    expect(slices[2]!.wrong).toBe(25);
    expect(slices[2]!.accuracy.mean).toBe(0.75);
    expect(new Set(slices.flatMap(({ members }) => [...members])).size).toBe(400);
  });

  it('takes few whole numbers and words for categories, drops small ones, and follows what it is told', () => {
    const attributes = Array.from({ length: 300 }, (_, i) => ({ background: i % 3, colour: i < 10 ? 'red' : 'blue', writer: i % 5 }));
    const correct = attributes.map(() => true);
    expect(sliceAccuracy(correct, attributes).map(({ name }) => name).sort()).toEqual(
      ['background 0', 'background 1', 'background 2', 'writer 0', 'writer 1', 'writer 2', 'writer 3', 'writer 4'],
    );
    const numeric = sliceAccuracy(correct, attributes, { kinds: { background: 'numeric', writer: 'numeric' } });
    expect(numeric.map(({ name }) => name)).toContain('writer 0 … 1');
  });

  it('compares with the other samples that have the attribute, worst first', () => {
    const attributes = Array.from({ length: 200 }, (_, i) => (i < 160 ? { kind: i % 2 } : undefined));
    const correct = attributes.map((_, i) => i >= 160 || i % 2 === 0 || i % 4 === 1);
    const [worst, best] = sliceAccuracy(correct, attributes);
    expect(worst).toMatchObject({ name: 'kind 1', wrong: 40, elsewhere: 1 });
    expect(worst!.accuracy.mean).toBe(0.5);
    expect(worst!.stake).toBeCloseTo(40 / 200, 12);
    expect(best!.p).toBe(1);
  });

  it('calls no slice guilty by chance more often than it says, though it looks at many', () => {
    let alarms = 0;
    for (let seed = 0; seed < 200; seed++) {
      const stream = Stream.of(seed, 'null');
      const correct = Array.from({ length: 500 }, () => stream.chance(0.8));
      const attributes = correct.map(() => ({ a: stream.normal(), b: stream.normal(), c: stream.below(8), d: stream.normal(), e: stream.below(5) }));
      if (sliceAccuracy(correct, attributes).some(({ p }) => p < 0.05)) alarms++;
    }
    expect(alarms / 200).toBeLessThan(0.08);
  });

  it('is quick on 10,000 samples with ten attributes', () => {
    const stream = Stream.of(1, 'speed');
    const correct = Array.from({ length: 10_000 }, () => stream.chance(0.9));
    const attributes = correct.map(() => Object.fromEntries(Array.from({ length: 10 }, (_, k) => [`a${k}`, stream.normal()])));
    const start = performance.now();
    expect(sliceAccuracy(correct, attributes)).toHaveLength(40);
    expect(performance.now() - start).toBeLessThan(3000);
  });
});

describe('judgeSlices', () => {
  it('names the slice that costs most', () => {
    const stream = Stream.of(2, 'guilty');
    const attributes = Array.from({ length: 2000 }, () => ({ background: stream.below(10), thickness: stream.normal() }));
    const correct = attributes.map(({ background }) => stream.chance(background === 7 ? 0.6 : 0.95));
    const verdict = judgeSlices(sliceAccuracy(correct, attributes));
    expect(verdict.tone).toBe('bad');
    expect(verdict.text).toContain('background 7');
    // With the slice as good as the rest, the accuracy is the rest's.
    const rest = correct.filter((_, i) => attributes[i]!.background !== 7);
    const mean = (values: boolean[]) => values.filter(Boolean).length / values.length;
    expect(verdict.values['stake']).toBeCloseTo(mean(rest) - mean(correct), 12);
  });

  it('is content or silent otherwise', () => {
    const attributes = Array.from({ length: 400 }, (_, i) => ({ kind: i % 2 }));
    expect(judgeSlices(sliceAccuracy(attributes.map((_, i) => i % 10 > 1), attributes)).tone).toBe('good');
    expect(judgeSlices([]).tone).toBe('unknown');
  });
});
