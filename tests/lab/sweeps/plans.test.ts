import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue';
import { defaultExperiment, enableTrick } from '../../../src/core/experiment';
import { fold } from '../../../src/core/fold';
import { readSweep, type SweepPlan } from '../../../src/lab/sweeps/plan';
import { armsOf, sweep } from '../../../src/lab/sweeps/sweep';
import { BASE, planWith } from './support';

const arms = (change: Partial<SweepPlan>) => armsOf(catalogue, planWith(change), []).arms;
const labels = (change: Partial<SweepPlan>) => arms(change).map(({ label }) => label);

describe('a grid', () => {
  it('is every combination, as nested loops would make it', () => {
    const [rates, widths, shapes] = [[0.01, 0.05, 0.2], [8, 16], ['moons', 'xor']];
    const made = arms({
      factors: [
        { field: 'run.lr', values: rates },
        { field: 'model.width', values: widths },
        { field: 'data.shape', values: shapes },
      ],
    }).map(({ experiment }) => [experiment.run.lr, experiment.model['width'], experiment.data['shape']]);
    const expected: unknown[] = [];
    for (const lr of rates) for (const width of widths) for (const shape of shapes) expected.push([lr, width, shape]);
    expect(made).toEqual(expected);
  });

  it('spaces a logarithmic range in equal ratios and a linear one evenly', () => {
    const rates = arms({ factors: [{ field: 'run.lr', low: 0.001, high: 1, count: 4, spacing: 'log' }] }).map(({ experiment }) => experiment.run.lr);
    expect(rates).toEqual([0.001, 0.01, 0.1, 1]);
    const noise = arms({ factors: [{ field: 'data.noise', low: 0, high: 0.4, count: 5, spacing: 'linear' }] }).map(({ experiment }) => experiment.data['noise']);
    expect(noise).toEqual([0, 0.1, 0.2, 0.3, 0.4]);
    const widths = arms({ factors: [{ field: 'model.width', low: 4, high: 64, count: 5, spacing: 'log' }] }).map(({ experiment }) => experiment.model['width']);
    expect(widths).toEqual([4, 8, 16, 32, 64]);
  });

  it('gives every arm the same seeds, the first seeds of all first, and leaves the data seed alone', () => {
    const { add = [] } = sweep.next(catalogue, planWith({ seeds: 3 }), []);
    expect(add.map(({ arm, experiment }) => [arm, experiment.run.seed])).toEqual([
      ['lr 0.01', 1],
      ['lr 0.1', 1],
      ['lr 0.01', 2],
      ['lr 0.1', 2],
      ['lr 0.01', 3],
      ['lr 0.1', 3],
    ]);
    expect(new Set(add.map(({ experiment }) => experiment.data['seed']))).toEqual(new Set([1]));
  });

  it('switches tricks and takes an optimizer with the rate that suits it, unless the rate is varied', () => {
    const switched = arms({ factors: [{ field: 'label-smoothing', values: [false, true] }] });
    expect(switched.map(({ experiment }) => 'label-smoothing' in experiment.tricks)).toEqual([false, true]);
    const optimizers = arms({ factors: [{ field: 'optimizer', values: ['nesterov', 'adam'] }] });
    expect(optimizers.map(({ experiment, label }) => [label, experiment.run.lr])).toEqual([
      ['Nesterov momentum', 0.05],
      ['Adam', 0.001],
    ]);
    const both = arms({
      factors: [
        { field: 'run.lr', values: [0.05] },
        { field: 'optimizer', values: ['nesterov', 'adam'] },
      ],
    });
    expect(both.map(({ experiment }) => experiment.run.lr)).toEqual([0.05, 0.05]);
  });

  it('runs settings of a trick that is off once only', () => {
    expect(
      labels({
        factors: [
          { field: 'label-smoothing', values: [false, true] },
          { field: 'label-smoothing.epsilon', values: [0.1, 0.2] },
        ],
      }),
    ).toEqual(['−label smoothing, label smoothing ε 0.1', '+label smoothing, label smoothing ε 0.1', '+label smoothing, label smoothing ε 0.2']);
  });

  it('leaves out what cannot be trained, with the reason, and agrees with the fold on every arm', () => {
    const plan = planWith({
      base: enableTrick(catalogue, defaultExperiment(catalogue, 'glyphs'), 'crop'),
      factors: [
        { field: 'weight-decay', values: [false, true] },
        { field: 'optimizer', values: ['nesterov', 'adamw'] },
        { field: 'crop.padding', values: [2, 4] },
      ],
    });
    const { arms: kept, leftOut } = armsOf(catalogue, plan, []);
    expect(kept).toHaveLength(6);
    expect(leftOut.map(({ label }) => label)).toEqual(['+weight decay, AdamW, crop padding 2', '+weight decay, AdamW, crop padding 4'].map((label) => expect.stringContaining(label.split(', crop')[0]!)));
    expect(leftOut[0]!.reason).toContain('cannot be combined');
    for (const { experiment } of kept) expect(() => fold(catalogue, experiment)).not.toThrow();
  });

  it('says of two tricks for one slot that only one can be on', () => {
    const plan = planWith({
      base: defaultExperiment(catalogue, 'scenes'),
      factors: [
        { field: 'autoaugment', values: [false, true] },
        { field: 'randaugment', values: [false, true] },
      ],
    });
    const { arms: kept, leftOut } = armsOf(catalogue, plan, []);
    expect(kept).toHaveLength(3);
    expect(leftOut).toHaveLength(1);
    expect(leftOut[0]!.reason).toContain('only one augmentation policy can be on');
  });

  it('is refused with a sentence where it is too large', () => {
    const values = Array.from({ length: 20 }, (_, i) => (i + 1) / 100);
    expect(() => arms({ factors: [{ field: 'run.lr', values }, { field: 'data.noise', values }] })).toThrow('This grid has 400 settings');
  });
});

describe('one factor at a time', () => {
  it('is the base and every other value alone', () => {
    const made = arms({
      strategy: 'one-factor',
      factors: [
        { field: 'run.lr', values: [0.01, 0.05, 0.2] },
        { field: 'model.width', values: [16, 64] },
        { field: 'label-smoothing.epsilon', values: [0.1, 0.2] },
      ],
    });
    expect(made.map(({ label }) => label)).toEqual(['as it is', 'lr 0.01', 'lr 0.2', 'width 16', 'width 64', 'label smoothing ε 0.1', 'label smoothing ε 0.2']);
    expect(made[0]!.experiment).toEqual(BASE);
  });
});

describe('random search', () => {
  const draws = (change: Partial<SweepPlan>) => arms({ strategy: 'random', draws: 200, ...change });
  const rates = { field: 'run.lr', low: 0.001, high: 1, count: 4, spacing: 'log' } as const;
  const shapes = { field: 'data.shape', values: ['moons', 'xor', 'circles', 'spirals'] };
  const depth = { field: 'model.depth', low: 1, high: 4, count: 4, spacing: 'linear' } as const;

  it('draws as many as asked for, the same again from the same seed and others from another', () => {
    const once = draws({ factors: [rates, shapes] }).map(({ label }) => label);
    expect(once).toHaveLength(200);
    expect(draws({ factors: [rates, shapes] }).map(({ label }) => label)).toEqual(once);
    expect(draws({ factors: [rates, shapes], drawSeed: 2 }).map(({ label }) => label)).not.toEqual(once);
  });

  it('draws logarithmic fields evenly in their logarithm, choices and whole numbers evenly', () => {
    const made = draws({ factors: [rates, shapes, depth] });
    const logs = made.map(({ experiment }) => Math.log10(experiment.run.lr));
    const mean = logs.reduce((sum, x) => sum + x, 0) / logs.length;
    const deviation = Math.sqrt(logs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / logs.length);
    // Uniform on [−3, 0]: mean −1.5, deviation 3/√12; four standard errors of 200 draws.
    expect(Math.abs(mean + 1.5)).toBeLessThan((4 * 0.866) / Math.sqrt(200));
    expect(Math.abs(deviation - 0.866)).toBeLessThan(0.12);
    const counted = (values: readonly unknown[]) => Object.values(Object.fromEntries([...new Set(values)].map((value) => [String(value), values.filter((other) => other === value).length])));
    // Binomial(200, ¼): 50 ± 4 · 6.1
    for (const count of [...counted(made.map(({ experiment }) => experiment.data['shape'])), ...counted(made.map(({ experiment }) => experiment.model['depth']))]) expect(Math.abs(count - 50)).toBeLessThan(25);
    expect(new Set(made.map(({ experiment }) => experiment.model['depth']))).toEqual(new Set([1, 2, 3, 4]));
    expect(made.every(({ experiment }) => experiment.run.lr >= 0.001 && experiment.run.lr <= 1)).toBe(true);
  });

  it('keeps a factor’s draws when another one is added', () => {
    const alone = draws({ factors: [rates] }).map(({ experiment }) => experiment.run.lr);
    const together = draws({ factors: [rates, depth] }).map(({ experiment }) => experiment.run.lr);
    expect(together.slice(0, 50)).toEqual(alone.slice(0, 50));
  });

  it('leaves smaller gaps when it is spread evenly', () => {
    const largestGap = (even: boolean) => {
      const places = draws({ factors: [rates], even, draws: 30 }).map(({ experiment }) => (Math.log10(experiment.run.lr) + 3) / 3).sort((a, b) => a - b);
      return Math.max(...places.slice(1).map((place, i) => place - places[i]!));
    };
    expect(largestGap(true)).toBeLessThan(2.7 / 30);
    expect(largestGap(false)).toBeGreaterThan(2.7 / 30);
  });

  it('ends where there is nothing new to draw', () => {
    expect(draws({ factors: [shapes, depth] })).toHaveLength(16);
  });
});

describe('a plan', () => {
  it.each([
    [null, 'cannot be read'],
    [{ ...planWith({}), seeds: 0 }, 'seeds'],
    [planWith({ factors: [{ field: 'run.speed', values: [1] }] }), 'no setting “run.speed”'],
    [planWith({ factors: [{ field: 'run.lr', values: [-1] }] }), 'Learning rate should be a number from'],
    [planWith({ factors: [{ field: 'run.lr', values: [0.1, 0.1] }] }), 'has a value twice'],
    [planWith({ factors: [{ field: 'run.lr', values: [0.1] }, { field: 'run.lr', values: [0.2] }] }), 'in the sweep twice'],
    [planWith({ factors: [{ field: 'data.noise', low: 0, high: 0.1, count: 3, spacing: 'log' }] }), 'begin above 0'],
    [planWith({ factors: [{ field: 'data.noise', low: 0.1, high: 0.1, count: 3, spacing: 'linear' }] }), 'from a smaller to a larger'],
    [planWith({ strategy: 'big-step', halving: true }), 'cannot be halved'],
    [{ ...planWith({}), base: { v: 7 } }, 'another version'],
  ])('that is bad is refused with a sentence (%#)', (plan, sentence) => {
    expect(() => sweep.next(catalogue, plan, [])).toThrow(sentence);
  });

  it('survives being kept as JSON', () => {
    const plan = planWith({ strategy: 'random', budget: { minutes: 3 }, pace: 0.01, parent: 'x' });
    expect(readSweep(catalogue, JSON.parse(JSON.stringify(plan))).plan).toEqual(plan);
  });
});
