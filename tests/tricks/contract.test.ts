/** What every trick has to keep, whoever wrote it; a new file in `src/tricks` is tested here without a word. */
import { beforeAll, describe, expect, it } from 'vitest';
import katex from 'katex';
import { catalogue } from '../../src/catalogue';
import { DEFAULT_TRICKS, defaultExperiment, enableTrick, REQUIRED_SLOTS } from '../../src/core/experiment';
import { defaultsOf, writeField, type AnyValues } from '../../src/core/fields';
import { conflicts, fold, RecipeError } from '../../src/core/fold';
import { readLink, writeLink } from '../../src/core/permalink';
import { Stream } from '../../src/core/random';
import { Run } from '../../src/engine/run';
import { createOps } from '../../src/kernels';
import { numbersAt } from '../../src/engine/step-numbers';
import { companyOf, inCompany, together } from '../support/company';
import { distance, takeSteps, tf, tinyExperiment, tinyRun, useBackend, weightsOf } from '../support/engine';
import { tinyCatalogue } from '../support/tiny-catalogue';

const tricks = Object.values(catalogue.tricks);
/** Pairs tried in an ordinary test run; all of them where ALL_PAIRS is set. */
const PAIRS = process.env['ALL_PAIRS'] ? Infinity : 25;

const linkTo = (id: string, values: AnyValues = {}): string => {
  const { key, fields } = catalogue.tricks[id]!;
  const settings = Object.entries(values).map(([name, value]) => `${key}.${name}=${writeField(fields[name]!, value)}`);
  return settings.length > 0 ? settings.join('&') : key;
};

/** A run with a trick, or without it, in the same company. */
const runWith = async (id: string, values: AnyValues = {}): Promise<Run> => prepared(tinyRun(inCompany(catalogue.tricks[id]!.key, linkTo(id, values))));
const runWithout = async (id: string): Promise<Run> => {
  const { key } = catalogue.tricks[id]!;
  const { without } = companyOf(key);
  return prepared(tinyRun(DEFAULT_TRICKS.includes(id) && !REQUIRED_SLOTS.has(catalogue.tricks[id]!.exclusive ?? '') ? `${key}=off&${without}` : without));
};

async function prepared(run: Run): Promise<Run> {
  await run.prepare();
  return run;
}

/** Takes steps, noting the samples of each. */
function ordersOf(run: Run, steps: number): number[][] {
  const seen: number[][] = [];
  const split = run.split('train');
  const ensure = split.ensure.bind(split);
  split.ensure = (indices) => {
    seen.push(Array.from(indices));
    return ensure(indices);
  };
  takeSteps(run, steps);
  return seen;
}

describe.each(tricks.map((trick) => [trick.id, trick] as const))('%s', (id, trick) => {
  it('has a card: texts, a formula, a source, help on every field, PyTorch code', () => {
    for (const text of [trick.title, trick.summary, trick.advice, trick.formula, trick.source.citation]) expect(text.length).toBeGreaterThan(2);
    expect(() => katex.renderToString(trick.formula, { displayMode: true, strict: 'error' })).not.toThrow();
    expect(trick.source.url).toMatch(/^https:\/\//);
    for (const field of Object.values(trick.fields)) expect(field.help).toMatch(/\.$/);
    expect(tricks.filter(({ key }) => key === trick.key)).toHaveLength(1);
    const code = trick.pytorch!(defaultsOf(trick.fields), { classes: 10, shape: [28, 28, 1], batchSize: 128, steps: 400, stepsPerEpoch: 80 });
    expect(Object.values(code).flat().join('')).not.toMatch(/undefined|NaN|\[object/);
    expect(Object.keys(code).length).toBeGreaterThan(0);
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
      const run = await runWith(id);
      expect(takeSteps(run, run.recipe.steps).every(Number.isFinite)).toBe(true);
      await run.finish();
      expect((await run.evaluate('dev'))!.loss).toBeGreaterThan(0);
      run.dispose();
      expect(tf.memory().numTensors).toBe(before);
    });

    if (trick.neutral) {
      it('in its neutral setting gives the baseline’s weights after five steps', async () => {
        const baseline = await runWithout(id);
        const neutral = await runWith(id, trick.neutral as AnyValues);
        takeSteps(baseline, 5);
        takeSteps(neutral, 5);
        expect(distance(weightsOf(baseline), weightsOf(neutral))).toBeLessThan(1e-6);
        baseline.dispose();
        neutral.dispose();
      });
    }
  });

  it('leaves all that it does not declare to change as it is: initial values, the order of the samples, other tricks’ draws', async () => {
    await useBackend('wasm');
    const runs = [await runWithout(id), await runWith(id)];
    const [plain, changed] = runs.map(weightsOf);
    if (!trick.changes?.includes('initial values')) {
      for (const [path, values] of Object.entries(plain!)) if (path in changed!) expect(changed![path], path).toEqual(values);
      expect(Object.keys(changed!).filter((path) => path in plain!).length).toBeGreaterThan(0);
    }
    const [order, otherOrder] = runs.map((run) => ordersOf(run, 10));
    if (!trick.changes?.includes('order of the samples')) expect(otherOrder).toEqual(order);
    runs.forEach((run) => run.dispose());
  });

  it('leaves the draws of mixup as they are', () => {
    if (id === 'mixup') return;
    const drawn = [companyOf(trick.key).without, inCompany(trick.key)].map((entries) => {
      const recipe = fold(tinyCatalogue, tinyExperiment(`${entries}&mixup`));
      return [0, 1, 7].map((step) => numbersAt(recipe, step, recipe.schedule.init ?? {})['mixup:lambda']);
    });
    expect(drawn[1]).toEqual(drawn[0]);
  });
});

/** A model and two or three tricks, as somebody might type them. */
function randomLink(seed: number): string {
  const stream = Stream.of(seed, 'random link');
  const models = ['model.width=2&model.hidden=8', 'model.width=2&model.downsampling=strides', 'model=resnet&model.width=2', 'model=resnet&model.width=2&model.stem=strided', 'model=mlp', 'model=logistic'];
  const keys = Array.from({ length: 2 + stream.below(2) }, () => tricks[stream.below(tricks.length)]!.key);
  return [models[stream.below(models.length)]!, ...(stream.chance(0.5) ? ['data.colour=rgb', 'data.mirrorable=on'] : []), ...new Set(keys)].join('&');
}

describe('pairs of tricks', () => {
  beforeAll(() => useBackend('wasm'));

  const all = tricks.flatMap((a, i) => tricks.slice(i + 1).map((b) => [a, b] as const)).filter((pair) => conflicts(pair).length === 0 && together(...pair) !== undefined);
  const order = Stream.of(1, 'pairs').permutation(all.length);
  const chosen = Array.from(order.subarray(0, Math.min(all.length, PAIRS)), (i) => all[i]!);

  it.each(chosen.map(([a, b]) => [a.id, b.id, together(a, b)!] as const))('%s with %s gives finite losses', async (_a, _b, entries) => {
    const before = tf.memory().numTensors;
    const run = await prepared(tinyRun(entries));
    expect(takeSteps(run, 3).every(Number.isFinite)).toBe(true);
    run.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each(Array.from({ length: process.env['ALL_PAIRS'] ? 300 : 40 }, (_, i) => [i, randomLink(i)] as const))(
    'random link %i, “%s”, trains or says what is wrong',
    async (_, link) => {
      const { experiment, notices } = readLink(tinyCatalogue, `#v=1&data=tiny&batch=8&epochs=1&${link}`);
      const asked = link.split('&').flatMap((entry) => tricks.filter(({ key }) => key === entry).map(({ id }) => id));
      const replaced = asked.filter((id) => !(id in experiment.tricks));
      expect(notices.length, 'a trick that gave way is named').toBeGreaterThanOrEqual(replaced.length);
      let run: Run;
      try {
        run = await prepared(new Run(tf, createOps(tf), tinyCatalogue, experiment));
      } catch (error) {
        expect(error).toBeInstanceOf(RecipeError);
        expect((error as Error).message.length).toBeGreaterThan(20);
        return;
      }
      expect(run.recipe.tricks.map(({ declaration }) => declaration.id)).toEqual(expect.arrayContaining(asked.filter((id) => !replaced.includes(id))));
      expect(takeSteps(run, 3).every(Number.isFinite)).toBe(true);
      run.dispose();
    },
  );

  it('that fill the same slot are refused with a sentence', () => {
    expect(conflicts([catalogue.tricks['adam']!, catalogue.tricks['sgd']!])).toEqual(['Adam and SGD both set the optimizer; only one can']);
  });
});
