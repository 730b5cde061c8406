import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue';
import type { Experiment } from '../../src/core/experiment';
import { fold } from '../../src/core/fold';
import { readLink } from '../../src/core/permalink';
import { compare, report, type Comparison } from '../../src/lab/comparison';
import { comparisons } from '../../src/lab/comparisons';

const comparison: Comparison = {
  id: 'test',
  question: 'Is Adam better?',
  arms: [
    { name: 'Adam', link: '#v=1&adam' },
    { name: 'SGD', link: '#v=1&sgd' },
  ],
  rates: [0.01, 0.1, 1],
  tuningSeeds: [11, 12],
  seeds: [1, 2, 3],
};

/** Accuracy falls with the distance of the rate from the arm's best; 1 diverges. */
const train = async ({ tricks, run: { lr, seed } }: Experiment) => {
  if (lr === 1) return undefined;
  const accuracy = ('adam' in tricks ? 0.9 - Math.abs(Math.log10(lr) + 2) / 10 : 0.8 - Math.abs(Math.log10(lr) + 1) / 10) + seed / 1000;
  return { dev: { loss: 1, accuracy, samples: 100 }, test: { loss: 1, accuracy: accuracy - 0.01, samples: 100 } };
};

describe('a comparison', () => {
  it('tunes both arms on dev with other seeds, and compares them on test seed by seed', async () => {
    const seeds: number[] = [];
    const result = await compare(catalogue, comparison, (experiment) => {
      seeds.push(experiment.run.seed);
      return train(experiment);
    });
    expect(result.arms.map(({ rate }) => rate)).toEqual([0.01, 0.1]);
    expect(seeds.slice(0, 9)).toEqual([11, 12, 11, 12, 11, 12, 1, 2, 3]);
    expect(result.arms[0].test[0]).toBeCloseTo(0.891, 9);
    expect(result.difference.mean).toBeCloseTo(0.1, 9);
    expect(report(result)).toMatch(/The first is better\./);
    expect(report(result)).toContain(`\`${result.arms[0].link}\``);
  });

  it('says so when the data do not tell', async () => {
    const noisy = await compare(catalogue, comparison, async (experiment) => {
      const trained = await train(experiment);
      return trained && { ...trained, test: { ...trained.test, accuracy: 'adam' in experiment.tricks === (experiment.run.seed === 2) ? 0.4 : 0.9 } };
    });
    expect(report(noisy)).toMatch(/The data do not tell which is better\./);
  });

  it.each(comparisons.flatMap(({ id, arms }) => arms.map((arm) => [id, arm.name, arm.link] as const)))('%s: “%s” can be trained', (_, __, link) => {
    const { experiment, notices } = readLink(catalogue, link);
    expect(notices).toEqual([]);
    expect(fold(catalogue, experiment).steps).toBeGreaterThan(0);
  });
});
