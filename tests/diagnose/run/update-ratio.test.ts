import { describe, expect, it } from 'vitest';
import { judgeUpdateRatio, type UpdateSeries } from '../../../src/diagnose/run/update-ratio';

const tensor = (name: string, ratio: number, initialWeight = 0.1): UpdateSeries => ({ name, initialWeight, ratios: [ratio, ratio], rateFactors: [1, 1] });
const tone = (...ratios: number[]) => judgeUpdateRatio(ratios.map((ratio, i) => tensor(`t${i}`, ratio))).tone;

describe('judgeUpdateRatio', () => {
  it('goes by decades around 1e-3', () => {
    expect(tone(1e-3, 2e-3, 5e-4)).toBe('good');
    expect(tone(5e-5, 5e-5, 5e-5)).toBe('watch');
    expect(tone(5e-6, 5e-6, 5e-6)).toBe('bad');
    expect(tone(0.05, 0.05)).toBe('watch');
    expect(tone(0.5, 0.5)).toBe('bad');
    expect(tone(1e-3, NaN)).toBe('bad');
  });

  it('names the tensor that is unlike the others', () => {
    const verdict = judgeUpdateRatio([tensor('conv', 1e-3), tensor('dense', 2e-3), tensor('head', 0.08)]);
    expect(verdict.tone).toBe('watch');
    expect(verdict.text).toContain('head jumps');
  });

  it('leaves out warm-up, annealing and tensors that start at zero', () => {
    const bias = tensor('bias', 0.9, 0);
    const warm: UpdateSeries = { name: 'conv', initialWeight: 0.1, ratios: [1e-6, 1e-5, 1e-3, 1e-3, 1e-6], rateFactors: [0.01, 0.1, 1, 0.8, 0.001] };
    expect(judgeUpdateRatio([bias, warm])).toMatchObject({ tone: 'good', values: { tensors: 1, ratio: 1e-3 } });
    expect(judgeUpdateRatio([bias]).tone).toBe('unknown');
    expect(judgeUpdateRatio([{ ...warm, ratios: [1e-6], rateFactors: [0.01] }]).tone).toBe('unknown');
  });
});
