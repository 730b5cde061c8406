import { describe, expect, it } from 'vitest';
import type { Trial } from '../../../../src/lab/trial';
import { groupBySeed } from '../../../../src/store/lab/compare/seed-groups';
import { finishedTrial, waitingTrial } from '../../../support/trials';

const LINK = '#v=1&data.size=1280&epochs=2';

describe('groups of seeds', () => {
  it('hold what differs in its seed alone', () => {
    const trials = [finishedTrial(`${LINK}&seed=1`), finishedTrial(`${LINK}&ls`), finishedTrial(`${LINK}&seed=2`), finishedTrial(`${LINK}&ls&seed=3`)];
    expect(groupBySeed(trials).map((group) => group.trials.map(({ experiment }) => experiment.run.seed))).toEqual([[1, 2], [1, 3]]);
  });

  it('hold an arm of a study together, whatever seeds it draws', () => {
    const arm = { study: 's', arm: 'a' };
    const trials = [
      ...[`${LINK}&data.seed=1`, `${LINK}&data.seed=2&seed=2`].map((link) => finishedTrial(link, 0.9, arm)),
      finishedTrial(`${LINK}&data.seed=3`, 0.9, { study: 's', arm: 'b' }),
    ];
    expect(groupBySeed(trials).map((group) => group.trials.length)).toEqual([2, 1]);
  });

  it('count the same seed once, by its newest trial', () => {
    const [group] = groupBySeed([finishedTrial(LINK, 0.8), finishedTrial(LINK, 0.9)]);
    expect([group!.trials.length, group!.seeds.length, group!.seeds[0]!.final!.dev.accuracy]).toEqual([2, 1, 0.9]);
  });

  it('count the one that was measured at its end before newer repeats that were not', () => {
    const finished = finishedTrial(LINK, 0.8, { created: 1 });
    const open = (['waiting', 'running', 'failed', 'stopped'] as const).map((status, i) => ({ ...waitingTrial(LINK), created: 2 + i, status }));
    for (const trials of [[finished, ...open], [...open, finished]]) expect(groupBySeed(trials)[0]!.seeds).toEqual([finished]);
    expect(groupBySeed(open)[0]!.seeds).toEqual([open.at(-1)]);
    const older = finishedTrial(LINK, 0.7, { created: 0 });
    expect(groupBySeed([finished, older])[0]!.seeds).toEqual([finished]);
  });

  it('take in more seeds of an arm that were queued by hand, in whatever order they come', () => {
    const arm = { study: 's', arm: 'a' };
    const [first, second] = [1, 2].map((seed) => finishedTrial(`${LINK}&data.seed=${seed}&seed=${seed}`, 0.9, arm)) as [Trial, Trial];
    const more = finishedTrial(`${LINK}&data.seed=1&seed=7`);
    const other = finishedTrial(`${LINK}&ls`);
    for (const trials of [[first, second, other, more], [second, more, other, first], [more, second, other, first], [second, other, more, first]]) {
      const groups = groupBySeed(trials);
      expect(groups.map((group) => group.trials)).toContainEqual(trials.filter((trial) => trial !== other));
      expect(groups.map(({ id }) => id)).toEqual(trials.filter((trial) => groups.some(({ id }) => id === trial.id)).map(({ id }) => id));
      expect(groups).toHaveLength(2);
    }
  });

  it('take in more seeds of a sweep’s setting', () => {
    const arm = { study: 's', arm: 'lr 0.1' };
    const trials = [finishedTrial(`${LINK}&lr=0.1`, 0.9, arm), finishedTrial(`${LINK}&lr=0.1&seed=2`, 0.9, arm), finishedTrial(`${LINK}&lr=0.1&seed=3`)];
    expect(groupBySeed(trials).map((group) => group.seeds.length)).toEqual([3]);
  });
});
