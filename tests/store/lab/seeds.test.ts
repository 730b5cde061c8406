import { expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue';
import { readLink } from '../../../src/core/permalink';
import { withFreshSeeds } from '../../../src/store/lab/seeds';
import { aTrial, aWaitingTrial } from './table/trials';

const { experiment } = readLink(catalogue, '#v=1&ls&seed=3');
const seeds = (trials: Parameters<typeof withFreshSeeds>[1], n: number) => withFreshSeeds(catalogue, trials, experiment, n).map(({ run }) => run.seed);

it('takes the seed of the experiment and those that follow', () => {
  expect(seeds([], 3)).toEqual([3, 4, 5]);
});

it('leaves out seeds that were run, or are to be run, with the same settings', () => {
  const trials = [aTrial('1', 0.5, {}, '#v=1&ls&seed=3'), aWaitingTrial('2', {}, '#v=1&ls&seed=5'), aTrial('3', 0.5, {}, '#v=1&seed=4'), aTrial('4', 0.5, { status: 'failed' }, '#v=1&ls&seed=6')];
  expect(seeds(trials, 3)).toEqual([4, 6, 7]);
});

it('goes on from the smallest after the largest', () => {
  const last = { ...experiment, run: { ...experiment.run, seed: 2 ** 31 - 1 } };
  expect(withFreshSeeds(catalogue, [], last, 2).map(({ run }) => run.seed)).toEqual([2 ** 31 - 1, 0]);
});
