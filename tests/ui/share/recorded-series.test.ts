import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue';
import { defaultExperiment } from '../../../src/core/experiment';
import type { SharedRun } from '../../../src/store/lab/shared-results';
import { accuracyOf, lossOf, recordedSeries } from '../../../src/ui/share/recorded-series';
import { someRun } from '../../core/result-link/some-runs';

const shared = (count: number): SharedRun[] =>
  Array.from({ length: count }, (_, i) => ({ id: `link-${i}`, recorded: someRun(i + 1, 6), experiment: defaultExperiment(catalogue), link: '#v=1', notices: [] }));

describe('the curves of recorded runs', () => {
  it('are drawn over epochs, train dashed beneath dev', () => {
    const runs = shared(1);
    const [train, dev] = recordedSeries(runs, accuracyOf);
    const { evaluations, stepsPerEpoch } = runs[0]!.recorded;
    expect([train!.name, train!.style, dev!.name, dev!.style]).toEqual(['train', 'dashed', 'dev', 'solid']);
    expect(dev!.points).toEqual(evaluations.map(({ step, dev: { accuracy } }) => ({ x: step / stepsPerEpoch, y: 100 * accuracy })));
  });

  it('of many are those of dev alone, with the number of their run', () => {
    expect(recordedSeries(shared(4), lossOf).map(({ name }) => name)).toEqual(['run 1 dev', 'run 2 dev', 'run 3 dev', 'run 4 dev']);
  });

  it('leave out what is no number', () => {
    const [run] = shared(1);
    const evaluations = run!.recorded.evaluations.map((one, i) => (i === 3 ? { ...one, dev: { ...one.dev, loss: NaN } } : one));
    expect(recordedSeries([{ ...run!, recorded: { ...run!.recorded, evaluations } }], lossOf)[1]!.points).toHaveLength(5);
  });
});
