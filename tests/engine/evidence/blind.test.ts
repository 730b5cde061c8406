/** The rules see what a run gives and nothing of what was planted in it: the same run gets the same verdicts, however its mistake came in. */
import { beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import { objection } from '../../../scripts/eslint-rooms.mjs';
import { catalogue } from '../../../src/catalogue';
import { enableTrick, type Experiment } from '../../../src/core/experiment';
import { readLink } from '../../../src/core/permalink';
import { withPlants } from '../../../src/core/plant';
import type { Evidence } from '../../../src/diagnose/evidence';
import { LocalTrainer } from '../../../src/engine/trainer';
import { testPlatform, useBackend } from '../../support/engine';

const POINTS = '#v=1&data=points&data.size=400&epochs=3&batch=40';
const GLYPHS = '#v=1&data.size=300&data.classes=3&epochs=1&batch=30&model.width=4&model.hidden=8';

async function verdictsOn(experiment: Experiment): Promise<string> {
  const trainer = new LocalTrainer(testPlatform, catalogue);
  await trainer.prepare({ backend: 'wasm' });
  await new Promise<void>((resolve, reject) => {
    trainer.start(experiment, ({ type }) => void (['finished', 'failed'].includes(type) && resolve()), { probeEvery: 5 }).catch(reject);
  });
  const { verdicts } = await trainer.examine();
  await trainer.dispose();
  return JSON.stringify(verdicts);
}

describe('the rules are blind', () => {
  beforeAll(() => useBackend('wasm'));

  it.each([
    ['replacement', POINTS],
    ['augmentation', GLYPHS],
  ])('to whether "%s" is a planted bug, a hidden one or a setting', async (bug, link) => {
    const { experiment } = readLink(catalogue, link);
    const { tricks = {} } = catalogue.plants![bug]!.plant({}, { experiment });
    const open = Object.entries(tricks).reduce((before, [id, values]) => enableTrick(catalogue, before, id, values), experiment);
    const expected = await verdictsOn(open);
    expect(await verdictsOn(withPlants(experiment, { bugs: { [bug]: {} } }))).toBe(expected);
    expect(await verdictsOn(withPlants(experiment, { bugs: { [bug]: {} }, hunt: 7 }))).toBe(expected);
    expect(expected).not.toBe(await verdictsOn(experiment));
  }, 60_000);

  it('by what they are given and by what they may import', () => {
    expectTypeOf<keyof Evidence & ('experiment' | 'plants' | 'bugs' | 'tricks' | 'hunt')>().toBeNever();
    expect(objection('src/diagnose/examine.ts', '../plants', false)).toMatch(/diagnose may not import plants/);
    expect(objection('src/diagnose/examine.ts', '../catalogue', false)).toMatch(/diagnose may not import catalogue/);
  });
});
