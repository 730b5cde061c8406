import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue';
import type { Dataset, SplitName } from '../../src/core/dataset';
import { defaultExperiment } from '../../src/core/experiment';
import { defaultsOf, type AnyValues } from '../../src/core/fields';

/** A data set as a bug makes it of the real one. */
function planted(id: string, data: string, settings: AnyValues, values: AnyValues = {}): { clean: Dataset; dirty: Dataset } {
  const experiment = defaultExperiment(catalogue, data);
  const declaration = catalogue.datasets[data]!;
  const clean = declaration.open({ ...experiment.data, ...settings }, { files: [] });
  const plant = catalogue.plants![id]!;
  return { clean, dirty: plant.plant({ ...defaultsOf(plant.fields), ...values }, { experiment }).dataset!(clean) };
}

function read(dataset: Dataset, split: SplitName, index: number) {
  const pixels = new Uint8Array(dataset.shape.reduce((a, b) => a * b));
  return { ...dataset.splits[split].sample(index, pixels), pixels };
}

const textOf = ({ pixels }: { readonly pixels: Uint8Array }): string => pixels.join();
const glyphs = { size: 300, classes: 5 };

describe('bugs in the data', () => {
  it('swap red and blue of the training side alone', () => {
    const { clean, dirty } = planted('bgr', 'scenes', { size: 50 });
    for (const split of ['train', 'trainDev'] as const) {
      const [before, after] = [read(clean, split, 7).pixels, read(dirty, split, 7).pixels];
      for (let p = 0; p < before.length; p += 3) expect([after[p], after[p + 1], after[p + 2]]).toEqual([before[p + 2], before[p + 1], before[p]]);
    }
    expect(read(dirty, 'dev', 7)).toEqual(read(clean, 'dev', 7));
  });

  it('turn training pictures over', () => {
    const { clean, dirty } = planted('upside-down', 'glyphs', glyphs);
    const [before, after] = [read(clean, 'train', 3).pixels, read(dirty, 'train', 3).pixels];
    for (let y = 0; y < 28; y++) expect([...after.subarray(28 * y, 28 * (y + 1))]).toEqual([...before.subarray(28 * (27 - y), 28 * (28 - y))]);
    expect(read(dirty, 'test', 3)).toEqual(read(clean, 'test', 3));
  });

  it('widen training pictures about their middle', () => {
    const { clean, dirty } = planted('squashed', 'glyphs', glyphs);
    const spread = (dataset: Dataset, split: SplitName) => {
      let [ink, across, along] = [0, 0, 0];
      for (let i = 0; i < 100; i++) {
        read(dataset, split, i).pixels.forEach((value, p) => {
          ink += value;
          across += value * ((p % 28) - 13.5) ** 2;
          along += value * (Math.floor(p / 28) - 13.5) ** 2;
        });
      }
      return { across: Math.sqrt(across / ink), along: Math.sqrt(along / ink) };
    };
    const [before, after] = [spread(clean, 'train'), spread(dirty, 'train')];
    expect(after.across / before.across).toBeGreaterThan(1.25);
    expect(after.along / before.along).toBeCloseTo(1, 1);
    expect(spread(dirty, 'dev')).toEqual(spread(clean, 'dev'));
  });

  it('shuffle the share of labels that was asked for, and no picture', () => {
    const { clean, dirty } = planted('labels', 'glyphs', { ...glyphs, size: 2000 }, { share: 0.5 });
    let changed = 0;
    for (let i = 0; i < 2000; i++) if (read(dirty, 'train', i).label !== read(clean, 'train', i).label) changed++;
    // Of five classes, one drawn anew is the old one in a fifth of the cases.
    expect(changed / 2000).toBeCloseTo(0.5 * 0.8, 1);
    expect(textOf(read(dirty, 'train', 11))).toBe(textOf(read(clean, 'train', 11)));
    expect(read(dirty, 'dev', 5).label).toBe(read(clean, 'dev', 5).label);
  });

  it('let dev and test samples into the training data', () => {
    const { clean, dirty } = planted('leak', 'glyphs', glyphs, { share: 0.4 });
    const judged = new Set(['dev', 'test'].flatMap((split) => Array.from({ length: 2000 }, (_, i) => textOf(read(clean, split as SplitName, i)))));
    const leaked = Array.from({ length: 300 }, (_, i) => textOf(read(dirty, 'train', i))).filter((text) => judged.has(text)).length;
    expect(leaked / 300).toBeGreaterThan(0.3);
    expect(leaked / 300).toBeLessThan(0.5);
    expect(read(dirty, 'dev', 4)).toEqual(read(clean, 'dev', 4));
  });

  it('deal the samples of all writers out to all splits, each once', () => {
    const sizes = { train: 300, trainDev: 0, dev: 40, test: 30 };
    const numbered = Object.fromEntries(
      Object.entries(sizes).map(([name, size], s) => [name, { size, sample: (index: number) => ({ label: 1000 * s + index }) }]),
    ) as unknown as Dataset['splits'];
    const { clean, dirty } = planted('writers', 'glyphs', glyphs);
    const dealt = catalogue.plants!['writers']!.plant({}, { experiment: defaultExperiment(catalogue) }).dataset!({ ...clean, splits: numbered });
    const all = ({ splits }: Dataset) => Object.entries(sizes).flatMap(([name, size]) => Array.from({ length: size }, (_, i) => splits[name as SplitName].sample(i, new Uint8Array()).label));
    expect(all(dealt).sort()).toEqual(all({ ...clean, splits: numbered }).sort());
    const writersOf = (split: SplitName) => new Set(Array.from({ length: 300 }, (_, i) => read(dirty, split, i).attributes!['writer']!));
    expect([...writersOf('train')].filter((writer) => writersOf('dev').has(writer)).length).toBeGreaterThan(20);
  });

  it('sort the training samples by class and lose none', () => {
    const { clean, dirty } = planted('sorted', 'glyphs', glyphs);
    const labels = Array.from({ length: 300 }, (_, i) => read(dirty, 'train', i).label);
    expect(labels).toEqual([...labels].sort((a, b) => a - b));
    const texts = (dataset: Dataset) => Array.from({ length: 300 }, (_, i) => textOf(read(dataset, 'train', i))).sort();
    expect(texts(dirty)).toEqual(texts(clean));
  });

  it('mark the class at the edge of training pictures, or bias the background', () => {
    const { clean, dirty } = planted('background', 'glyphs', glyphs);
    for (let i = 0; i < 20; i++) {
      const { label, pixels } = read(dirty, 'train', i);
      const first = Math.round((label * 25) / 4);
      expect([...pixels.subarray(first, first + 3)]).toEqual([255, 255, 255]);
    }
    expect(read(dirty, 'dev', 0)).toEqual(read(clean, 'dev', 0));
    expect(catalogue.plants!['background']!.plant({}, { experiment: defaultExperiment(catalogue, 'scenes') })).toEqual({ data: { backgroundBias: 0.97 } });
  });

  it('feed bytes as they are', () => {
    const { dirty } = planted('raw-input', 'scenes', { size: 50 });
    expect(dirty.mean).toEqual([0, 0, 0]);
    expect(dirty.deviation.map((deviation) => 200 / 255 / deviation)).toEqual([200, 200, 200]);
  });
});
