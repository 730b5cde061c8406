/** Every trick keeps the contract, alone and with others; a new file in `src/tricks` is tested here without a word. */
import { beforeAll, describe, expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue';
import { conflicts, RecipeError } from '../../src/core/fold';
import { readLink } from '../../src/core/permalink';
import { Stream } from '../../src/core/random';
import { Run } from '../../src/engine/run';
import { createOps } from '../../src/kernels';
import { together } from '../support/company';
import { keepsTheContract, prepared } from '../support/contract';
import { takeSteps, tf, tinyRun, useBackend } from '../support/engine';
import { tinyCatalogue } from '../support/tiny-catalogue';

const tricks = Object.values(catalogue.tricks);
/** Pairs tried in an ordinary test run; all of them where ALL_PAIRS is set. */
const PAIRS = process.env['ALL_PAIRS'] ? Infinity : 25;

describe.each(tricks.map((trick) => [trick.id, trick] as const))('%s', (_, trick) => keepsTheContract(trick));

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

  it.each(chosen.map(([a, b]) => [a.id, b.id, together(a, b)!] as const))('%s with %s gives finite losses', async (a, b, entries) => {
    const before = tf.memory().numTensors;
    const run = tinyRun(entries);
    const refusal = await run.prepare().catch((error: unknown) => error);
    // A run to start from may have other shapes than the other trick gives this one; that is known once it is trained.
    if (refusal instanceof RecipeError && [a, b].includes('pretraining')) expect(refusal.message).toMatch(/choose a source/);
    else {
      expect(refusal).toBeUndefined();
      expect(takeSteps(run, 3).every(Number.isFinite)).toBe(true);
    }
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
