import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../../src/catalogue';
import { fold } from '../../../../src/core/fold';
import { groupBySeed, single } from '../../../../src/store/lab/compare/seed-groups';
import { countMultiplyAdds, tradeOff } from '../../../../src/store/lab/compare/trade-off';
import { finishedTrial, waitingTrial } from '../../../support/trials';

describe('what accuracy costs', () => {
  it('marks the runs that none beats on both counts, and leaves out what is not measured', () => {
    const measured = [finishedTrial('#v=1', 0.9, { seconds: 10 }), finishedTrial('#v=1&ls', 0.95, { seconds: 20 }), finishedTrial('#v=1&se', 0.94, { seconds: 30 })];
    const points = tradeOff([...measured, waitingTrial('#v=1&lr=1')].map(single), ({ seconds }) => seconds);
    expect(points.map(({ cost, best }) => [cost, best])).toEqual([[10, true], [20, true], [30, false]]);
  });

  it('takes seeds together: their mean time, their mean accuracy with an interval', () => {
    const [group] = groupBySeed([finishedTrial('#v=1&seed=1', 0.5, { seconds: 10 }), finishedTrial('#v=1&seed=2', 0.52, { seconds: 20 })]);
    const [point] = tradeOff([group!], ({ seconds }) => seconds);
    expect(point!.cost).toBe(15);
    expect(point!.accuracy.mean).toBeCloseTo(0.51, 12);
    // t for one degree is 12.7062; the deviation of the two is 0.0141421.
    expect(point!.accuracy.high - 0.51).toBeCloseTo((12.7062 * 0.0141421) / Math.sqrt(2), 4);
  });

  it('counts multiplications from the network', async () => {
    const small = finishedTrial('#v=1&model=mlp');
    const counts = await countMultiplyAdds(catalogue, [small]);
    // Of dense layers alone: a multiplication for each weight, none for a bias.
    const { network } = fold(catalogue, small.experiment);
    const weights = network.parameters.filter(({ role }) => role === 'kernel').reduce((sum, { shape }) => sum + shape.reduce((product, extent) => product * extent, 1), 0);
    expect(counts.get(small.id)).toBe(weights);
  });
});
