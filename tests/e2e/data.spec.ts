import type * as comlink from 'comlink';
import type { Catalogue } from '../../src/core/catalogue';
import { sizeOf } from '../../src/core/network';
import { readLink } from '../../src/core/permalink';
import { glyphs } from '../../src/data/sets/glyphs';
import { points } from '../../src/data/sets/points';
import { scenes } from '../../src/data/sets/scenes';
import type { Trainer } from '../../src/engine/protocol';
import { mlp } from '../../src/models/mlp';
import { constant } from '../../src/tricks/constant';
import { nesterov } from '../../src/tricks/nesterov';
import { expect, test } from './support/fixtures';
import { openWithComlink } from './support/trainer';

const SAMPLES = 40;
const datasets: Catalogue['datasets'] = { glyphs, scenes, points };
const catalogue: Catalogue = { datasets, models: { mlp, cnn: mlp }, layers: {}, tricks: { constant, nesterov } };

for (const id of Object.keys(datasets)) {
  test(`${id} has the same bytes in this browser as in Node`, async ({ page }) => {
    const address = await openWithComlink(page);
    const { experiment } = readLink(catalogue, `#v=1&data=${id}&model=mlp&constant`);
    const seen = await page.evaluate(
      async ([url, given, count]) => {
        const { wrap, proxy } = (globalThis as unknown as { Comlink: typeof comlink }).Comlink;
        const worker = new Worker(url, { type: 'module' });
        const trainer = wrap<Trainer>(worker);
        await trainer.start(given, proxy(() => undefined), { paused: true });
        const samples = await trainer.samples('train', count);
        worker.terminate();
        return samples.map(({ features, label }) => ({ features: Array.from(features), label }));
      },
      [address, experiment, SAMPLES] as const,
    );
    const { encoding, shape, splits } = datasets[id]!.open(experiment.data, { files: [] });
    expect(seen).toHaveLength(SAMPLES);
    seen.forEach(({ features, label }, index) => {
      const here = encoding === 'pixels' ? new Uint8Array(sizeOf(shape)) : new Float32Array(sizeOf(shape));
      expect(label).toBe(splits.train.sample(index, here).label);
      expect(features).toEqual(Array.from(here));
    });
  });
}
