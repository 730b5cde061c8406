/** What every trick has to keep, whoever wrote it; a new file in `src/tricks` is tested here without a word. */
import { beforeAll, describe, expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue';
import { defaultExperiment, enableTrick } from '../../src/core/experiment';
import { defaultsOf, writeField, type AnyValues } from '../../src/core/fields';
import { conflicts } from '../../src/core/fold';
import { readLink, writeLink } from '../../src/core/permalink';
import { Stream } from '../../src/core/random';
import { distance, takeSteps, tf, tinyRun, useBackend, weightsOf } from '../support/engine';

const tricks = Object.values(catalogue.tricks);
/** Pairs tried in an ordinary test run; all of them where ALL_PAIRS is set. */
const PAIRS = process.env['ALL_PAIRS'] ? Infinity : 25;

const linkTo = (id: string, values: AnyValues = {}): string => {
  const { key, fields } = catalogue.tricks[id]!;
  const settings = Object.entries(values).map(([name, value]) => `${key}.${name}=${writeField(fields[name]!, value)}`);
  return settings.length > 0 ? settings.join('&') : key;
};

/** The baseline that a trick is compared with: it fills no slot that the trick fills, beyond the defaults. */
const compatible = (id: string) => !['nesterov', 'cosine', 'warmup'].includes(id);

describe.each(tricks.map((trick) => [trick.id, trick] as const))('%s', (id, trick) => {
  it('has a card: texts, a formula, a source, help on every field', () => {
    for (const text of [trick.title, trick.summary, trick.advice, trick.formula, trick.source.citation]) expect(text.length).toBeGreaterThan(2);
    expect(trick.source.url).toMatch(/^https:\/\//);
    for (const field of Object.values(trick.fields)) expect(field.help).toMatch(/\.$/);
    expect(tricks.filter(({ key }) => key === trick.key)).toHaveLength(1);
  });

  it('survives the link with its defaults and with every trial', () => {
    for (const values of [{}, ...(trick.trials ?? [])]) {
      const experiment = enableTrick(catalogue, defaultExperiment(catalogue), id, { ...defaultsOf(trick.fields), ...values } as AnyValues);
      expect(readLink(catalogue, writeLink(catalogue, experiment))).toEqual({ experiment, notices: [] });
    }
  });

  describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
    beforeAll(() => useBackend(backend));

    it('trains to finite losses and leaks no tensor', async () => {
      const before = tf.memory().numTensors;
      const run = tinyRun(linkTo(id));
      expect(takeSteps(run, 5).every(Number.isFinite)).toBe(true);
      await run.finish();
      expect((await run.evaluate('dev'))!.loss).toBeGreaterThan(0);
      run.dispose();
      expect(tf.memory().numTensors).toBe(before);
    });

    if (trick.neutral) {
      it('in its neutral setting gives the baseline’s weights after five steps', () => {
        const [baseline, neutral] = ['', linkTo(id, trick.neutral as AnyValues)].map((link) => tinyRun(id === 'warmup' && link === '' ? 'warmup=off' : link));
        takeSteps(baseline!, 5);
        takeSteps(neutral!, 5);
        expect(distance(weightsOf(baseline!), weightsOf(neutral!))).toBeLessThan(1e-6);
        baseline!.dispose();
        neutral!.dispose();
      });
    }
  });

  if (compatible(id)) {
    it('leaves the other parameters’ initial values and the order of the data as they are', () => {
      const [plain, with_] = ['', linkTo(id)].map((link) => tinyRun(link));
      const orders = [plain!, with_!].map((run) => {
        const seen: number[][] = [];
        const ensure = run.split('train').ensure.bind(run.split('train'));
        run.split('train').ensure = (indices) => {
          seen.push(Array.from(indices));
          return ensure(indices);
        };
        return seen;
      });
      const [initial, other] = [plain!, with_!].map(weightsOf);
      for (const [path, values] of Object.entries(initial!)) expect(other![path], path).toEqual(values);
      takeSteps(plain!, 10);
      takeSteps(with_!, 10);
      expect(orders[1]).toEqual(orders[0]);
      plain!.dispose();
      with_!.dispose();
    });
  }
});

describe('pairs of tricks', () => {
  beforeAll(() => useBackend('wasm'));

  const all = tricks.flatMap((a, i) => tricks.slice(i + 1).map((b) => [a, b] as const)).filter((pair) => conflicts(pair).length === 0);
  const order = Stream.of(1, 'pairs').permutation(all.length);
  const chosen = Array.from(order.subarray(0, Math.min(all.length, PAIRS)), (i) => all[i]!);

  it.each(chosen.map(([a, b]) => [a.id, b.id]))('%s with %s gives finite losses', (a, b) => {
    const run = tinyRun(`${linkTo(a)}&${linkTo(b)}`);
    expect(takeSteps(run, 3).every(Number.isFinite)).toBe(true);
    run.dispose();
  });

  it('that fill the same slot are refused with a sentence', () => {
    expect(conflicts([catalogue.tricks['adam']!, catalogue.tricks['sgd']!])).toEqual(['Adam and SGD both set the optimizer; only one can']);
  });
});
