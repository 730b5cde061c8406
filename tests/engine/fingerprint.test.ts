import { beforeAll, describe, expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue';
import type { Dataset } from '../../src/core/dataset';
import { readLink } from '../../src/core/permalink';
import { fingerprint as fingerprintOf } from '../../src/engine/fingerprint';
import { takeSteps, tinyRun, useBackend } from '../support/engine';

const fingerprint = (dataset: Dataset) => fingerprintOf(dataset, 'generated');

const open = (link: string): Dataset => {
  const { experiment } = readLink(catalogue, link);
  return catalogue.datasets[experiment.data.id]!.open(experiment.data, { files: [] });
};

/** The same data, but for what is done to the training samples. */
function changed(dataset: Dataset, change: (index: number, out: Uint8Array | Float32Array, label: number) => number): Dataset {
  const { train } = dataset.splits;
  return { ...dataset, splits: { ...dataset.splits, train: { size: train.size, sample: (index, out) => ({ label: change(index, out, train.sample(index, out).label) }) } } };
}

describe('the fingerprint of data', () => {
  it('is the same in every browser: that of generated data is known', () => {
    expect({ points: fingerprint(open('#v=1&data=points')), glyphs: fingerprint(open('#v=1')), scenes: fingerprint(open('#v=1&data=scenes')) }).toMatchSnapshot();
  });

  it('takes some milliseconds', () => {
    for (const id of ['points', 'glyphs', 'scenes']) {
      const dataset = open(`#v=1&data=${id}`);
      const began = performance.now();
      fingerprint(dataset);
      const took = performance.now() - began;
      console.log(`fingerprint of ${id}: ${took.toFixed(1)} ms`);
      expect(took).toBeLessThan(500);
    }
  });

  it('is the same for the same settings, and another for other ones', () => {
    const links = ['#v=1&data=points', '#v=1&data=points&data.shape=moons', '#v=1&data=points&data.size=300', '#v=1', '#v=1&data.size=500'];
    const names = links.map((link) => fingerprint(open(link)));
    expect(new Set(names).size).toBe(links.length);
    expect(links.map((link) => fingerprint(open(link)))).toEqual(names);
  });

  it('sees a single coordinate, and a single label, of a small data set', () => {
    const dataset = open('#v=1&data=points');
    const names = [
      fingerprint(dataset),
      fingerprint(changed(dataset, (index, out, label) => ((out[1] = index === 17 ? out[1]! + 1e-6 : out[1]!), label))),
      fingerprint(changed(dataset, (index, _, label) => (index === 17 ? 1 - label : label))),
    ];
    expect(new Set(names).size).toBe(3);
  });
});

describe('the fingerprint of weights', () => {
  beforeAll(() => useBackend('cpu'));

  const trained = async (entries: string): Promise<string> => {
    const run = tinyRun(entries);
    takeSteps(run, 5);
    const name = await run.weightsFingerprint();
    run.dispose();
    return name;
  };

  it('is the same for the same run, and another for another seed, rate or model', async () => {
    const [first, again, ...others] = await Promise.all(['', '', 'seed=2', 'lr=0.0501', 'model=mlp'].map(trained));
    expect(first).toMatch(/^[0-9a-f]{16}$/);
    expect(again).toBe(first);
    expect(new Set([first, ...others]).size).toBe(4);
  });
});
