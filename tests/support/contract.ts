/** What every trick has to keep, whoever wrote it. */
import { beforeAll, describe, expect, it } from 'vitest';
import katex from 'katex';
import { catalogue } from '../../src/catalogue';
import { DEFAULT_TRICKS, defaultExperiment, enableTrick, REQUIRED_SLOTS } from '../../src/core/experiment';
import { defaultsOf, writeField, type AnyValues } from '../../src/core/fields';
import { fold } from '../../src/core/fold';
import { readLink, writeLink } from '../../src/core/permalink';
import type { TrickDeclaration } from '../../src/core/trick';
import type { Run } from '../../src/engine/run';
import { numbersAt } from '../../src/engine/step-numbers';
import { companyOf, inCompany } from './company';
import { distance, takeSteps, tf, tinyExperiment, tinyRun, useBackend, weightsOf } from './engine';
import { tinyCatalogue } from './tiny-catalogue';

const tricks = Object.values(catalogue.tricks);

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

export async function prepared(run: Run): Promise<Run> {
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

/** Adds the tests of one trick. */
export function keepsTheContract(trick: TrickDeclaration): void {
  const { id } = trick;
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
}
