import { describe, expect, it } from 'vitest';
import { Stream } from '../../../src/core/random';
import { correlation, findDuplicates, NEAR_CORRELATION, type DuplicatePair } from '../../../src/diagnose/data/duplicates';
import { imageAt, type ImageSplit } from '../../../src/diagnose/data/images';
import { judgeCopies, judgeLeakage, judgeSharedGroups } from '../../../src/diagnose/data/leaks';
import { changed, join, mnistIsThere, openGlyphs, openMnist, openScenes, pick, randomImages, take } from './some-images';

const places = (pairs: readonly DuplicatePair[]) => pairs.map(({ first, second }) => `${first.split} ${first.index} = ${second.split} ${second.index}`);
const range = (n: number) => Array.from({ length: n }, (_, i) => i);

/** Every pair of two splits whose pixels correlate enough, by comparing all with all. */
function allNear(a: ImageSplit, b: ImageSplit): string[] {
  return range(a.labels.length).flatMap((i) =>
    range(b.labels.length).flatMap((j) => (correlation(imageAt(a, i), imageAt(b, j)) >= NEAR_CORRELATION ? [`${a.name} ${i} = ${b.name} ${j}`] : [])),
  );
}

describe('correlation', () => {
  it('is that of two lists of numbers', () => {
    const a = [1, 2, 3, 4, 100];
    const b = [2, 1, 4, 3, 50];
    const mean = (values: number[]) => values.reduce((x, y) => x + y) / values.length;
    const covariance = (x: number[], y: number[]) => mean(x.map((value, i) => (value - mean(x)) * (y[i]! - mean(y))));
    expect(correlation(Uint8Array.from(a), Uint8Array.from(b))).toBeCloseTo(covariance(a, b) / Math.sqrt(covariance(a, a) * covariance(b, b)), 12);
    expect(correlation(new Uint8Array(5), Uint8Array.from(b))).toBe(0);
  });
});

describe('findDuplicates', () => {
  it('finds exact copies within and across splits, with the pairs', () => {
    const source = randomImages(20, [5, 7, 3]);
    const train = join(source, pick(source, [3, 3, 8]));
    const dev = pick(source, [8, 9], 'dev');
    const test = { ...pick(source, [9], 'test'), labels: [(source.labels[9]! + 1) % 10] };
    const pairs = findDuplicates([train, dev, test]);
    expect(places(pairs).sort()).toEqual(
      ['dev 1 = test 0', 'train 3 = train 20', 'train 3 = train 21', 'train 8 = dev 0', 'train 8 = train 22', 'train 9 = dev 1', 'train 9 = test 0'],
    );
    expect(pairs.every(({ kind, correlation }) => kind === 'exact' && correlation === 1)).toBe(true);
    expect(pairs.filter(({ sameLabel }) => !sameLabel)).toHaveLength(2);
  });

  it('takes flat pictures for copies only where they are equal', () => {
    const black = { ...randomImages(3, [4, 4, 1]), pixels: new Uint8Array(48).fill(7, 16) };
    expect(places(findDuplicates([black]))).toEqual(['train 1 = train 2']);
    expect(findDuplicates([])).toEqual([]);
  });

  const glyphs = take(openGlyphs(), 'train', 600);
  const stream = Stream.of(1, 'near copies');
  it.each([
    ['noise', (byte: number) => byte + 6 * stream.normal()],
    ['less contrast', (byte: number) => 0.8 * byte + 20],
    ['few levels', (byte: number) => 16 * Math.round(byte / 16)],
  ])('finds the near copies that comparing all with all finds: %s', (_, change) => {
    const dev = changed(pick(glyphs, range(200)), 'dev', change);
    const near = allNear(glyphs, dev);
    expect(near.length).toBeGreaterThan(180);
    const found = new Set(places(findDuplicates([glyphs, dev])));
    expect(near.filter((pair) => found.has(pair)).length / near.length).toBeGreaterThan(0.98);
  });

  it.each([
    ['glyphs', openGlyphs],
    ['scenes', openScenes],
  ])('finds none in %s, where every sample is drawn anew', (_, open) => {
    const dataset = open();
    expect(findDuplicates([take(dataset, 'train', 1500), take(dataset, 'dev', 500)])).toEqual([]);
  });

  it.skipIf(!mnistIsThere)('finds next to none in MNIST, 10,000 samples of 28 × 28 in about a second', () => {
    const train = take(openMnist(), 'train', 10_000);
    const start = performance.now();
    expect(findDuplicates([train]).length).toBeLessThan(5);
    expect(performance.now() - start).toBeLessThan(10_000); // a loaded machine; about 1,000 on a free one
  });

  it('does not slow down where all samples are alike', () => {
    const one = pick(glyphs, Array.from({ length: 5000 }, () => 0));
    const crowd = changed(one, 'train', (byte) => byte + 25 * stream.normal());
    const start = performance.now();
    const pairs = findDuplicates([crowd]);
    expect(performance.now() - start).toBeLessThan(20_000);
    expect(pairs.length).toBeLessThan(24 * 5000);
  });
});

describe('the verdicts on copies', () => {
  const train = randomImages(400, [6, 6, 1]);

  it('call a copy in dev a leak, and many a bad one', () => {
    const clean = randomImages(300, [6, 6, 1], { seed: 2, name: 'dev' });
    expect(judgeLeakage(findDuplicates([train, clean]), [train, clean]).tone).toBe('good');
    const one = join(clean, pick(train, [5], 'dev'));
    expect(judgeLeakage(findDuplicates([train, one]), [train, one])).toMatchObject({ tone: 'watch', values: { leaked: 1, samples: 301 } });
    const many = join(clean, pick(train, range(30), 'dev'));
    const verdict = judgeLeakage(findDuplicates([train, many]), [train, many]);
    expect(verdict.tone).toBe('bad');
    expect(verdict.text).toContain('30 of 330 evaluation samples (9.1 %)');
    expect(judgeLeakage([], [train]).tone).toBe('unknown');
  });

  it('count what the training data hold twice, and contradictions', () => {
    expect(judgeCopies(findDuplicates([train]), train).tone).toBe('good');
    const repeated = join(train, pick(train, range(20)));
    expect(judgeCopies(findDuplicates([repeated]), repeated)).toMatchObject({ tone: 'watch', values: { copies: 20, contradictions: 0 } });
    const relabelled = { ...repeated, labels: Array.from(repeated.labels, (label, i) => (i === 405 ? label + 1 : label)) };
    const verdict = judgeCopies(findDuplicates([relabelled]), relabelled);
    expect(verdict).toMatchObject({ tone: 'bad', values: { contradictions: 1 } });
    expect(verdict.text).toContain('1 pair of copies bear different labels');
  });

  it('find writers on both sides', () => {
    const dataset = openGlyphs();
    const splits = [take(dataset, 'train', 500), take(dataset, 'dev', 200)] as const;
    expect(judgeSharedGroups(splits, 'writer').tone).toBe('good');
    expect(judgeSharedGroups([splits[0], { ...splits[0], name: 'dev' }], 'writer')).toMatchObject({ tone: 'bad', values: { share: 1 } });
    const stray = splits[1].attributes!.map((known, i) => (i === 0 ? splits[0].attributes![0] : known));
    expect(judgeSharedGroups([splits[0], { ...splits[1], attributes: stray }], 'writer').tone).toBe('watch');
    expect(judgeSharedGroups(splits, 'colour').tone).toBe('unknown');
  });
});
