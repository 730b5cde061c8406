import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue';
import { checkExperiment, defaultExperiment } from '../../src/core/experiment';
import { readHunt, writeHunt } from '../../src/core/hunt-code';
import { readLink, writeLink } from '../../src/core/permalink';
import { withoutPlants, withPlants, type Plants } from '../../src/core/plant';

const plain = defaultExperiment(catalogue);
const ids = Object.keys(catalogue.plants!);
const bugs = (...chosen: string[]): Plants['bugs'] =>
  Object.fromEntries(chosen.map((id) => [id, Object.fromEntries(Object.entries(catalogue.plants![id]!.fields).map(([name, field]) => [name, field.default]))]));
const anyBugs = fc.subarray(ids, { minLength: 1, maxLength: 3 }).chain((chosen) => fc.double({ min: 0.05, max: 1, noNaN: true }).map((share) => {
  const all = bugs(...chosen);
  return 'labels' in all ? { ...all, labels: { share } } : all;
}));

describe('a link with bugs', () => {
  it('names them where they may be seen', () => {
    expect(writeLink(catalogue, withPlants(plain, { bugs: bugs('sorted', 'leak') }))).toBe('#v=1&bug=leak,sorted');
    expect(writeLink(catalogue, withPlants(plain, { bugs: { labels: { share: 0.5 } } }))).toBe('#v=1&bug=labels:share:0.5');
  });

  it('does not name them where they are hidden', () => {
    for (const id of ids) {
      const link = writeLink(catalogue, withPlants(plain, { bugs: bugs(id), hunt: 7 }));
      expect(link).toMatch(/^#v=1&hunt=[\w-]+$/);
      expect(link).not.toContain(id);
      expect(Buffer.from(link.slice('#v=1&hunt='.length), 'base64url').toString('latin1')).not.toContain(id);
    }
  });

  it('gives codes of one length that differ by their salt', () => {
    const codes = ids.flatMap((id) => [1, 2, 65_535].map((salt) => writeHunt(catalogue, { bugs: bugs(id) }, salt)));
    expect(new Set(codes).size).toBe(codes.length);
    expect(new Set(codes.map(({ length }) => length)).size).toBe(1);
  });

  it('restores any of them, and so does a stored experiment', () => {
    fc.assert(
      fc.property(anyBugs, fc.option(fc.integer({ min: 0, max: 65_535 }), { nil: undefined }), (some, hunt) => {
        const experiment = withPlants(plain, { bugs: some, ...(hunt === undefined ? {} : { hunt }) });
        expect(readLink(catalogue, writeLink(catalogue, experiment))).toEqual({ experiment, notices: [] });
        expect(checkExperiment(catalogue, JSON.parse(JSON.stringify(experiment)))).toEqual({ experiment, notices: [] });
      }),
      { numRuns: 200 },
    );
  });

  it('without any bug is as it always was', () => {
    expect('plants' in readLink(catalogue, '#v=1').experiment).toBe(false);
    expect('plants' in withoutPlants(withPlants(plain, { bugs: bugs('leak') }))).toBe(false);
    expect(readLink(catalogue, '#v=1&bug=')).toEqual({ experiment: plain, notices: [] });
  });

  it.each([
    ['bug=no-such-bug', 'The bug "no-such-bug" is not known'],
    ['bug=__proto__', 'is not known'],
    ['hunt=', 'code of this hunt cannot be read'],
    ['hunt=abc', 'code of this hunt cannot be read'],
    ['hunt=%00', 'code of this hunt cannot be read'],
  ])('with %s gives a notice and no bug', (entry, notice) => {
    const { experiment, notices } = readLink(catalogue, `#v=1&${entry}`);
    expect(notices.join()).toContain(notice);
    expect(experiment).toEqual(plain);
  });

  it('with a setting that is out of bounds gives a notice and the default', () => {
    const { experiment, notices } = readLink(catalogue, '#v=1&bug=labels:share:7');
    expect(notices.join()).toContain('Share should be a number from 0.05 to 1');
    expect(experiment.plants).toEqual({ bugs: bugs('labels') });
  });

  it('is refused as soon as one letter of its code is another', () => {
    const code = writeHunt(catalogue, { bugs: bugs('bgr') }, 12_345);
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    // The last letter holds bits that no byte uses.
    for (let i = 0; i < code.length - 1; i++) {
      const other = letters[(letters.indexOf(code[i]!) + 16) % 64]!;
      expect(readHunt(catalogue, code.slice(0, i) + other + code.slice(i + 1)), `letter ${i}`).toBeUndefined();
    }
    expect(readHunt(catalogue, code)).toEqual({ bugs: bugs('bgr'), hunt: 12_345 });
  });

  it('keeps its defaults for ever (write a migration before you update this snapshot)', () => {
    expect(bugs(...[...ids].sort())).toMatchSnapshot();
  });
});
