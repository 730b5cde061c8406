import { describe, expect, it } from 'vitest';
import { SPLIT_NAMES, type Dataset, type Sample, type Split, type SplitName } from '../../src/core/dataset';
import { defaultExperiment } from '../../src/core/experiment';
import { defaultsOf } from '../../src/core/fields';
import { Stream } from '../../src/core/random';
import { glyphs } from '../../src/data/sets/glyphs';
import { points } from '../../src/data/sets/points';
import { scenes } from '../../src/data/sets/scenes';
import { checkData, limitsFor, LocalDataChecker } from '../../src/engine/data-checks';
import type { DataCheckEvent } from '../../src/engine/protocol/data-checks';
import type { Finding } from '../../src/diagnose/data/finding';
import { tinyCatalogue } from '../support/tiny-catalogue';

type Out = Uint8Array | Float32Array;
type Change = (sample: Sample, out: Out, index: number) => Sample;

/** With fewer evaluation samples, so that the tests take less time. */
function shortened(dataset: Dataset): Dataset {
  const short = (name: SplitName): Split => ({ size: Math.min(600, dataset.splits[name].size), sample: (index, out) => dataset.splits[name].sample(index, out) });
  return { ...dataset, splits: { ...dataset.splits, dev: short('dev'), test: short('test') } };
}

const open = {
  glyphs: (seed: number) => shortened(glyphs.open({ ...defaultsOf(glyphs.fields), size: 1500, seed }, { files: [] })),
  scenes: (seed: number, backgroundBias = 0) => shortened(scenes.open({ ...defaultsOf(scenes.fields), size: 1500, seed, backgroundBias }, { files: [] })),
  points: (seed: number) => points.open({ ...defaultsOf(points.fields), size: 1000, seed }, { files: [] }),
};

function withSplit(dataset: Dataset, name: SplitName, split: Split): Dataset {
  return { ...dataset, splits: { ...dataset.splits, [name]: split } };
}

/** Training samples that are changed as they are read. */
function changed(dataset: Dataset, change: Change, name: SplitName = 'train'): Dataset {
  const split = dataset.splits[name];
  return withSplit(dataset, name, { size: split.size, sample: (index, out) => change(split.sample(index, out), out, index) });
}

/** Training samples taken from elsewhere: the split and the index there. */
function takenFrom(dataset: Dataset, place: (index: number) => readonly [SplitName, number], size = dataset.splits.train.size): Dataset {
  return withSplit(dataset, 'train', {
    size,
    sample(index, out) {
      const [name, at] = place(index);
      return dataset.splits[name].sample(at, out);
    },
  });
}

async function check(dataset: Dataset, group?: string): Promise<{ findings: Finding[]; events: DataCheckEvent[] }> {
  const events: DataCheckEvent[] = [];
  await checkData({ dataset, group }, (event) => events.push(event));
  return { findings: events.flatMap((event) => (event.type === 'found' ? event.finding : [])), events };
}

/** The tone of every verdict by its rule. */
async function tonesOf(dataset: Dataset, group?: string): Promise<Record<string, string>> {
  const { findings } = await check(dataset, group);
  return Object.fromEntries(findings.flatMap(({ verdicts }) => verdicts.map(({ id, tone }) => [id, tone])));
}

const alarms = (tones: Record<string, string>) => Object.entries(tones).flatMap(([id, tone]) => (tone === 'bad' || tone === 'watch' ? [`${id} ${tone}`] : []));

describe('clean data', () => {
  it.each([1, 2, 3])('raise no alarm, seed %i', { timeout: 120_000 }, async (seed) => {
    expect(alarms(await tonesOf(open.glyphs(seed), 'writer')), 'glyphs').toEqual([]);
    expect(alarms(await tonesOf(open.scenes(seed))), 'scenes').toEqual([]);
    expect(alarms(await tonesOf(open.points(seed))), 'points').toEqual([]);
  });

  it('are judged, not passed over', { timeout: 60_000 }, async () => {
    const tones = await tonesOf(open.glyphs(1), 'writer');
    expect(Object.keys(tones).sort()).toEqual(
      ['aspect-ratio', 'background', 'class-balance', 'clipping', 'distribution-shift', 'duplicates', 'label-agreement', 'leakage', 'negative', 'normalisation', 'orientation', 'shared-groups', 'value-range'],
    );
    expect(new Set(Object.values(tones))).toEqual(new Set(['good']));
    expect(Object.values(await tonesOf(open.points(1))).filter((tone) => tone === 'good')).toHaveLength(7);
  });
});

describe('planted mistakes', () => {
  const planted = (dataset: Dataset, group?: string) => tonesOf(dataset, group);

  it('BGR in training alone', { timeout: 60_000 }, async () => {
    const swapped = changed(open.scenes(1), (sample, out) => {
      for (let i = 0; i < out.length; i += 3) [out[i], out[i + 2]] = [out[i + 2]!, out[i]!];
      return sample;
    });
    expect((await planted(swapped))['channel-order']).toBe('bad');
  });

  it('training pictures squashed to another aspect ratio', { timeout: 60_000 }, async () => {
    const row = new Uint8Array(28);
    const squashed = changed(open.glyphs(1), (sample, out) => {
      for (let y = 0; y < 28; y++) {
        for (let x = 0; x < 28; x++) row[x] = out[y * 28 + Math.max(0, Math.min(27, Math.round(13.5 + (x - 13.5) * 1.6)))]!;
        out.set(row, y * 28);
      }
      return sample;
    });
    expect((await planted(squashed))['aspect-ratio']).toMatch(/watch|bad/);
  });

  it('mirrored dev samples', { timeout: 60_000 }, async () => {
    const mirrored = changed(open.glyphs(1), (sample, out) => {
      for (let y = 0; y < 28; y++) out.subarray(y * 28, (y + 1) * 28).reverse();
      return sample;
    }, 'dev');
    expect((await planted(mirrored))['orientation']).toBe('bad');
  });

  it('test samples in the training data, and which', { timeout: 60_000 }, async () => {
    const leaked = takenFrom(open.glyphs(1), (index) => (index % 10 === 3 ? ['test', index % 600] : ['train', index]));
    const { findings } = await check(leaked, 'writer');
    const copies = findings.find(({ id }) => id === 'copies')!;
    expect(copies.verdicts[0]).toMatchObject({ id: 'leakage', tone: 'bad' });
    const pairs = copies.evidence[0];
    expect(pairs?.kind).toBe('pairs');
    if (pairs?.kind !== 'pairs') return;
    expect(pairs.found).toBeGreaterThan(50);
    for (const { first, second } of pairs.pairs) {
      expect([first.split, second.split]).toEqual(['train', 'test']);
      expect(second.index).toBe(first.index % 600);
      expect(first.features).toEqual(second.features);
    }
  });

  it('the same writers on both sides, and which', { timeout: 60_000 }, async () => {
    const whole = glyphs.open({ ...defaultsOf(glyphs.fields), size: 2100 }, { files: [] });
    const later = (from: number): Split => ({ size: 300, sample: (index, out) => whole.splits.train.sample(from + index, out) });
    const shared: Dataset = { ...whole, splits: { ...whole.splits, train: { ...whole.splits.train, size: 1500 }, dev: later(1500), test: later(1800) } };
    const { findings } = await check(shared, 'writer');
    const groups = findings.find(({ id }) => id === 'groups')!;
    expect(groups.verdicts[0]).toMatchObject({ id: 'shared-groups', tone: 'bad' });
    const [evidence] = groups.evidence;
    if (evidence?.kind !== 'groups') throw new Error('the shared writers should be listed');
    const out = new Uint8Array(784);
    const writerOf = (index: number) => whole.splits.train.sample(index, out).attributes!['writer']!;
    const { value, train, evaluation } = evidence.shared[0]!;
    expect(train).toBe(Array.from({ length: 1500 }, (_, i) => writerOf(i)).filter((writer) => writer === value).length);
    expect(evaluation).toBe(Array.from({ length: 600 }, (_, i) => writerOf(1500 + i)).filter((writer) => writer === value).length);
  });

  it.each(['glyphs', 'points'] as const)('shuffled training labels: %s', { timeout: 60_000 }, async (id) => {
    const dataset = open[id](1);
    const stream = Stream.of(5, 'shuffled labels');
    const lost = Array.from({ length: dataset.splits.train.size }, () => (stream.chance(0.3) ? stream.below(dataset.classes.length) : undefined));
    const shuffled = changed(dataset, (sample, _, index) => ({ ...sample, label: lost[index] ?? sample.label }));
    const { findings } = await check(shuffled);
    const labels = findings.find(({ id: check }) => check === 'labels')!;
    expect(labels.verdicts[0]).toMatchObject({ id: 'label-agreement', tone: 'bad' });
    const suspects = labels.evidence.find(({ kind }) => kind === 'suspects');
    if (suspects?.kind !== 'suspects') throw new Error('suspects should be shown');
    const right = suspects.suspects.filter(({ index, likely }) => lost[index] !== undefined && dataset.splits.train.sample(index, new Uint8Array(784)).label === likely);
    expect(right.length / suspects.suspects.length).toBeGreaterThan(0.8);
  });

  it('a background that gives the class away', { timeout: 60_000 }, async () => {
    expect((await planted(open.scenes(1, 0.8)))['background']).toBe('bad');
    const marked = changed(open.glyphs(1), (sample, out) => {
      for (let y = 0; y < 3; y++) out.fill(255, y * 28 + sample.label * 2, y * 28 + sample.label * 2 + 3);
      return sample;
    });
    expect((await planted(marked))['background']).toBe('bad');
  });

  it('classes of very different size, and nothing else for that', { timeout: 60_000 }, async () => {
    const dataset = open.glyphs(1);
    const out = new Uint8Array(784);
    const kept = Array.from({ length: 1500 }, (_, i) => i).filter((i) => dataset.splits.train.sample(i, out).label > 6 || i % 12 === 0);
    const tones = await planted(takenFrom(dataset, (index) => ['train', kept[index]!], kept.length), 'writer');
    expect(alarms(tones).filter((alarm) => !alarm.startsWith('distribution-shift'))).toEqual(['class-balance watch']);
  });

  it('bytes that were scaled twice in dev, and input that is not normalised', { timeout: 60_000 }, async () => {
    const scaled = changed(open.glyphs(1), (sample, out) => {
      for (let i = 0; i < out.length; i++) out[i] = out[i]! / 255;
      return sample;
    }, 'dev');
    const { findings } = await check(scaled);
    const range = findings.flatMap(({ verdicts }) => verdicts).find(({ id }) => id === 'value-range')!;
    expect(range.tone).toBe('bad');
    expect(range.text).toMatch(/^In the dev samples: Values lie between 0 and 1/);
    expect((await planted({ ...open.glyphs(1), mean: [0], deviation: [1 / 255] }))['normalisation']).toBe('bad');
  });

  it('points: repeated in test, moved in dev, broken', async () => {
    const dataset = open.points(1);
    expect((await planted(takenFrom(dataset, (index) => (index < 100 ? ['test', index] : ['train', index]))))['leakage']).toBe('bad');
    const moved = changed(dataset, (sample, out) => {
      out[0]! += 0.5;
      return sample;
    }, 'dev');
    expect((await planted(moved))['distribution-shift']).toMatch(/watch|bad/);
    const broken = changed(dataset, (sample, out, index) => {
      if (index === 7) out[1] = NaN;
      return sample;
    });
    expect((await planted(broken))['coordinate-range']).toBe('bad');
  });
});

describe('reading', () => {
  it('tells what was read, in order, and ends with the time', async () => {
    const { events, findings } = await check(open.points(1));
    const read = events.find(({ type }) => type === 'read');
    if (read?.type !== 'read') throw new Error('what was read should be told');
    expect(read.parts).toEqual([
      { split: 'train', read: 1000, size: 1000 },
      { split: 'dev', read: 400, size: 400 },
      { split: 'test', read: 1000, size: 1000 },
    ]);
    expect(findings.map(({ id }) => id)).toEqual(read.checks);
    expect(events.at(-1)?.type).toBe('done');
  });

  it('takes fewer samples where they take long', () => {
    const splits = Object.fromEntries(Object.keys(SPLIT_NAMES).map((name) => [name, { size: 50_000, sample: () => ({ label: 0 }) }])) as unknown as Dataset['splits'];
    expect(limitsFor({ splits }, 0.1)).toEqual({ train: 10_000, dev: 2000, test: 2000 });
    expect(limitsFor({ splits }, 0.8)).toEqual({ train: 5000, dev: 1000, test: 1000 });
    expect(limitsFor({ splits }, 1000)).toEqual({ train: 625, dev: 125, test: 125 });
  });
});

describe('LocalDataChecker', () => {
  const checker = new LocalDataChecker(tinyCatalogue);
  const experiment = defaultExperiment(tinyCatalogue);

  it('opens what a run would, and draws samples at random', async () => {
    await expect(checker.draw('dev', 5, 1)).rejects.toThrow('No data');
    const { sizes } = await checker.open(experiment, []);
    const dataset = tinyCatalogue.datasets[experiment.data.id]!.open(experiment.data, { files: [] });
    expect(sizes.train).toBe(dataset.splits.train.size);
    const drawn = await checker.draw('dev', 5, 1);
    expect(drawn).toEqual(await checker.draw('dev', 5, 1));
    expect(drawn.map(({ index }) => index)).not.toEqual((await checker.draw('dev', 5, 2)).map(({ index }) => index));
    for (const { index, label, features } of drawn) {
      const out = features.slice();
      expect(dataset.splits.dev.sample(index, out).label).toBe(label);
      expect(out).toEqual(features);
    }
  });
});
