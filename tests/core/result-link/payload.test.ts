import { inflateRawSync } from 'node:zlib';
import { deflateSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fnv64 } from '../../../src/core/fnv64';
import { readResults, writeResults } from '../../../src/core/result-link/payload';
import { MOST_RUNS, type RecordedResults } from '../../../src/core/result-link/recorded';
import { realRuns } from './real-runs';
import { someRun, someRuns } from './some-runs';

const read = (payload: string): RecordedResults => {
  const answer = readResults(payload);
  if (!answer.ok) throw new Error(answer.problem);
  return answer.results;
};
const problemOf = (payload: string): string => {
  const answer = readResults(payload);
  return answer.ok ? 'none' : answer.problem;
};
const roundTrip = (results: RecordedResults): RecordedResults => read(writeResults(results));
const sorted = (settings: string): string[] => settings.split('&').sort();

/** A payload of any content, whole by its checksum. */
function wrap(content: Uint8Array, version = 1): string {
  const { hex } = new Fnv64().add(content);
  const bytes = [version, ...[8, 10, 12, 14].map((i) => parseInt(hex.slice(i, i + 2), 16)), ...deflateSync(content)];
  return Buffer.from(bytes).toString('base64url');
}

describe('results in a link', () => {
  it('come back: all but the curves exactly, right answers of curves too, and their losses within half a level', () => {
    const runs = someRuns(5, 40);
    const back = roundTrip({ title: 'Smoothing: 5 seeds ✓', runs });
    expect(back.title).toBe('Smoothing: 5 seeds ✓');
    back.runs.forEach((run, i) => {
      const { evaluations, settings, train, dev, ...rest } = runs[i]!;
      expect(run).toMatchObject(rest);
      expect(sorted(run.settings)).toEqual(sorted(settings));
      expect(run.train).toEqual({ ...train, loss: Math.fround(train.loss) });
      expect(run.dev).toEqual({ ...dev, loss: Math.fround(dev.loss) });
      const losses = evaluations.flatMap((one) => [one.train.loss, one.dev.loss]);
      const halfALevel = Math.log(Math.max(...losses) / Math.min(...losses)) / 1022 / 2;
      expect(run.evaluations.map(({ step, cycleEnd, train, dev }) => [step, cycleEnd, train.accuracy, dev.accuracy])).toEqual(
        evaluations.map(({ step, cycleEnd, train, dev }) => [step, cycleEnd, train.accuracy, dev.accuracy]),
      );
      run.evaluations.forEach((one, j) => {
        for (const split of ['train', 'dev'] as const) {
          expect(Math.abs(Math.log(one[split].loss / evaluations[j]![split].loss))).toBeLessThan(halfALevel * 1.001 + 1e-6);
        }
      });
    });
  });

  it('of 16 runs with 100 evaluations each stay below 8 kB', () => {
    for (const count of [1, 4, MOST_RUNS]) {
      const payload = writeResults({ title: 'Sixteen runs', runs: someRuns(count) });
      console.log(`results of ${count} runs: ${payload.length} characters`);
      expect(read(payload).runs).toHaveLength(count);
      expect(read(payload).runs[0]!.evaluations.map(({ step }) => step).filter((step) => [0, 1980].includes(step))).toEqual([0, 1980]);
      expect(payload.length).toBeLessThan(8000);
    }
  });

  it('of 16 runs that were really made stay far below it, and come back', () => {
    const title = 'Sixteen runs on glyphs';
    const sizes = [1, 4, MOST_RUNS].map((count) => writeResults({ title, runs: realRuns.slice(0, count) }).length);
    console.log(`results of 1, 4 and ${MOST_RUNS} real runs: ${sizes.join(', ')} characters`);
    expect(Math.max(...sizes)).toBeLessThan(8000);
    roundTrip({ title, runs: realRuns }).runs.forEach((run, i) => {
      const { evaluations, settings, dev, data } = realRuns[i]!;
      expect(run.evaluations.map((one) => [one.step, one.dev.accuracy])).toEqual(evaluations.map((one) => [one.step, one.dev.accuracy]));
      // The smallest loss of training is a thousandth of the largest or more.
      run.evaluations.forEach((one, j) => expect(Math.abs(one.train.loss / evaluations[j]!.train.loss - 1)).toBeLessThan(0.005));
      expect(sorted(run.settings)).toEqual(sorted(settings));
      expect([run.dev.accuracy, run.data]).toEqual([dev.accuracy, data]);
    });
  });

  it('are refused where one of them is of no samples, since it has no accuracy', () => {
    const none = { loss: 1, accuracy: NaN, samples: 0 };
    const [evaluation] = someRun(1, 4).evaluations;
    for (const change of [{ test: none }, { dev: none }, { evaluations: [{ ...evaluation!, dev: none }] }]) {
      expect(problemOf(writeResults({ title: '', runs: [someRun(1, 4, change)] }))).toMatch(/damaged/);
    }
  });

  it('keep what is unusual: a test set, a run that failed, losses that are no numbers, none at all, no fingerprint', () => {
    const [odd] = roundTrip({ title: '', runs: [someRun(1, 4, { status: 'failed', step: 7, data: '', exact: '', test: { loss: 0.25, accuracy: 0.5, samples: 10 }, dev: { loss: NaN, accuracy: 0.1, samples: 100 } })] }).runs;
    expect(odd).toMatchObject({ status: 'failed', step: 7, data: '', exact: '', test: { loss: 0.25, accuracy: 0.5, samples: 10 } });
    expect(odd!.dev.loss).toBeNaN();
    const blown = someRun(2, 3);
    const evaluations = blown.evaluations.map((one, i) => ({ ...one, dev: { ...one.dev, loss: [0, Infinity, 1e30][i]! } }));
    const back = roundTrip({ title: '', runs: [{ ...blown, evaluations }] }).runs[0]!;
    expect(back.evaluations[0]!.dev.loss).toBeCloseTo(1e-9, 12);
    expect(back.evaluations[1]!.dev.loss).toBeNaN();
    expect(back.evaluations[2]!.dev.loss / 1e30).toBeCloseTo(1, 5);
    expect(roundTrip({ title: '', runs: [{ ...blown, evaluations: [] }] }).runs[0]!.evaluations).toEqual([]);
  });

  it('have an id that is theirs', () => {
    const id = (payload: string) => (readResults(payload) as { id: string }).id;
    const one = writeResults({ title: '', runs: [someRun(1)] });
    expect(id(one)).toBe(id(`${one}.`));
    expect(id(one)).not.toBe(id(writeResults({ title: '', runs: [someRun(2)] })));
  });

  it('may hold any text, of which what does not print is left out and the rest is cut', () => {
    const back = roundTrip({ title: `a\u202Eb\u0000${'x'.repeat(500)}`, runs: [someRun(1, 3, { name: '<img src=x onerror=alert(1)>' })] });
    expect(back.title).toBe(`ab${'x'.repeat(76)}`);
    expect(back.runs[0]!.name).toBe('<img src=x onerror=alert(1)>');
  });
});

describe('results that are not sound', () => {
  const sound = writeResults({ title: 'Two runs', runs: someRuns(2) });

  it('are refused with a sentence', () => {
    expect(problemOf(sound.slice(0, -30))).toMatch(/damaged or cut short, so only its settings were opened/);
    expect(problemOf('')).toMatch(/damaged or cut short/);
    expect(problemOf('!!')).toMatch(/damaged or cut short/);
    expect(problemOf('A'.repeat(20_000))).toMatch(/longer than any that Grimoire writes/);
    expect(problemOf(wrap(new Uint8Array(10), 2))).toMatch(/a newer Grimoire/);
    // Zeros by the megabyte, in a few kilobytes.
    expect(problemOf(wrap(new Uint8Array(8_000_000)))).toMatch(/unpack to more than any/);
  });

  it('do no harm: 10,000 mutated links', () => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_%&=#. \u0000é';
    const letter = fc.constantFrom(...letters);
    const at = fc.nat(sound.length - 1);
    const mutated = fc.oneof(
      fc.tuple(at, letter).map(([i, other]) => sound.slice(0, i) + other + sound.slice(i + 1)),
      fc.tuple(at, at).map(([i, j]) => sound.slice(0, Math.min(i, j)) + sound.slice(Math.max(i, j))),
      fc.tuple(at, at).map(([i, j]) => sound.slice(i) + sound.slice(0, j)),
      at.map((i) => sound.slice(0, i)),
      fc.array(letter, { maxLength: 300 }).map((many) => many.join('')),
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from([1, ...bytes]).toString('base64url')),
    );
    const unspoilt = readResults(sound);
    let longest = 0;
    let total = 0;
    fc.assert(
      fc.property(mutated, (payload) => {
        const began = performance.now();
        const answer = readResults(payload);
        const took = performance.now() - began;
        longest = Math.max(longest, took);
        total += took;
        if (!answer.ok) expect(answer.problem.length).toBeGreaterThan(20);
        // Some bits of a compressed stream mean nothing; what comes out is what went in, then.
        else expect(answer).toEqual(unspoilt);
      }),
      { numRuns: 10_000 },
    );
    console.log(`10,000 took ${(total / 10_000).toFixed(2)} ms each, the slowest ${longest.toFixed(1)} ms`);
    expect(total / 10_000).toBeLessThan(20);
    // Other programs have a turn as well.
    expect(longest).toBeLessThan(5000);
  });

  it('do no harm either where somebody has made the checksum fit', () => {
    const bytes = Buffer.from(sound, 'base64url');
    const content = unpack(bytes.subarray(5));
    const some = fc.tuple(fc.nat(content.length - 1), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(some, { minLength: 1, maxLength: 6 }), fc.nat(content.length), fc.boolean(), (changes, end, cut) => {
        const spoilt = content.slice(0, cut ? end : content.length);
        for (const [i, byte] of changes) if (i < spoilt.length) spoilt[i] = byte;
        const answer = readResults(wrap(spoilt));
        if (!answer.ok) return;
        // What is let in is within bounds.
        expect(answer.results.runs.length).toBeLessThanOrEqual(MOST_RUNS);
        for (const { step, steps, seconds, ended, dev, train, evaluations } of answer.results.runs) {
          expect(step).toBeLessThanOrEqual(steps);
          expect(Number.isFinite(seconds) && !Number.isNaN(new Date(ended).getTime())).toBe(true);
          for (const { accuracy } of [dev, train]) expect(accuracy >= 0 && accuracy <= 1 || Number.isNaN(accuracy)).toBe(true);
          evaluations.forEach(({ step: at }, i) => expect(at >= (evaluations[i - 1]?.step ?? 0) && at <= steps).toBe(true));
        }
      }),
      { numRuns: 3000 },
    );
  });
});

function unpack(packed: Uint8Array): Uint8Array {
  return new Uint8Array(inflateRawSync(packed));
}
