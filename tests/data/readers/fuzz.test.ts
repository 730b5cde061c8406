import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { DataError, type NamedFile } from '../../../src/core/dataset';
import { defaultsOf } from '../../../src/core/fields';
import { Stream } from '../../../src/core/random';
import { recognise } from '../../../src/data/recognise';
import { readCifar10, readClassNames } from '../../../src/data/readers/cifar10';
import { readIdx } from '../../../src/data/readers/idx';
import { inflate } from '../../../src/data/readers/inflate';
import { MAX_INFLATED } from '../../../src/data/readers/limits';
import { cifar10 } from '../../../src/data/sets/cifar10';
import { mnist } from '../../../src/data/sets/mnist';
import { cifarBatch, concat, smallMnist, zipped } from './fixtures';

const CASES = 10_000;

type Mutation = (bytes: Uint8Array, stream: Stream) => Uint8Array;

const cut: Mutation = (bytes, stream) => bytes.subarray(0, stream.below(bytes.length + 1));
const flip: Mutation = (bytes, stream) => {
  const out = bytes.slice();
  for (let n = 1 + stream.below(8); n > 0 && out.length > 0; n--) out[stream.below(out.length)]! ^= 1 << stream.below(8);
  return out;
};
const splice: Mutation = (bytes, stream) => {
  const [a, b] = [stream.below(bytes.length + 1), stream.below(bytes.length + 1)];
  return concat(bytes.subarray(0, a), bytes.subarray(b));
};
const insert: Mutation = (bytes, stream) => {
  const at = stream.below(bytes.length + 1);
  const noise = Uint8Array.from({ length: stream.below(200) }, () => stream.below(256));
  return concat(bytes.subarray(0, at), noise, bytes.subarray(at));
};
const rewriteStart: Mutation = (bytes, stream) => {
  const out = bytes.slice();
  for (let i = 0; i < Math.min(20, out.length); i++) if (stream.chance(0.3)) out[i] = stream.chance(0.5) ? 255 : stream.below(256);
  return out;
};
const hugeDimensions: Mutation = (bytes, stream) => {
  const out = bytes.slice();
  for (let i = 4; i < Math.min(16, out.length); i++) if (stream.chance(0.5)) out[i] = stream.below(256);
  return out;
};
const rewriteEnd: Mutation = (bytes, stream) => {
  const out = bytes.slice();
  for (let i = Math.max(0, out.length - 8); i < out.length; i++) out[i] = stream.below(256);
  return out;
};
const pack: Mutation = (bytes) => gzipSync(bytes, { level: 1 });
const MUTATIONS = [cut, flip, splice, insert, rewriteStart, hugeDimensions, rewriteEnd, pack, (bytes: Uint8Array) => bytes];

const opened = <T>(use: () => T): T | DataError => {
  try {
    return use();
  } catch (error) {
    if (error instanceof DataError) return error;
    throw error;
  }
};

describe('hostile files', () => {
  it(`end as a value or as a sentence, in ${CASES} cases`, { timeout: 30_000 }, () => {
    const sound = [...smallMnist(12, 3), cifarBatch('data_batch_1.bin', 3), cifarBatch('test_batch.bin', 1)];
    const seeds = [...sound, ...sound.map(zipped), { name: 'batches.meta.txt', bytes: new TextEncoder().encode('a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n') }];
    const counts = { values: 0, sentences: 0 };
    let slowest = 0;

    for (let i = 0; i < CASES; i++) {
      const stream = Stream.of(20, 'fuzz', i);
      const seed = seeds[stream.below(seeds.length)]!;
      let bytes = seed.bytes;
      for (let n = 1 + stream.below(3); n > 0; n--) bytes = MUTATIONS[stream.below(MUTATIONS.length)]!(bytes, stream);
      const file: NamedFile = { name: seed.name, bytes };
      const withOthers = (files: NamedFile[]): NamedFile[] => [...files.filter(({ name }) => name !== seed.name.replace('.gz', '')), file];

      const start = performance.now();
      const outcomes = [
        opened(() => inflate(file)),
        opened(() => readIdx(file).values),
        opened(() => readCifar10(file).records),
        opened(() => readClassNames(file).join()),
        opened(() => recognise([file]).dataset),
        opened(() => mnist.open({ ...defaultsOf(mnist.fields), devSize: 2 }, { files: withOthers(sound.slice(0, 4)) }).shape),
        opened(() => cifar10.open({ ...defaultsOf(cifar10.fields), devSize: 1 }, { files: withOthers(sound.slice(4)) }).shape),
      ];
      slowest = Math.max(slowest, performance.now() - start);

      for (const outcome of outcomes) {
        if (outcome instanceof DataError) {
          counts.sentences++;
          expect(outcome.message).toMatch(/^.{20,500}\.$/su);
        } else {
          counts.values++;
          expect(outcome.length).toBeLessThanOrEqual(MAX_INFLATED);
        }
      }
    }

    expect(counts.values).toBeGreaterThan(CASES / 2);
    expect(counts.sentences).toBeGreaterThan(CASES);
    expect(slowest).toBeLessThan(5000);
  });
});
