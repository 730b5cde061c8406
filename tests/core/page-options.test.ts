import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { catalogue } from '../../src/catalogue';
import { keepPageEntries } from '../../src/core/page-keys';
import { DEFAULT_PAGE, LONGEST, MOST_OPTIONS, PANELS, PARTS, readPageOptions, type PageOptions, type PanelId, type PartId } from '../../src/core/page-options';
import { readLink, writeLink } from '../../src/core/permalink';
import { withPageOptions, writePageOptions } from '../../src/core/write-page-options';

const some = <T extends string>(names: Readonly<Record<T, string>>) => fc.subarray(Object.keys(names) as T[]);
const line = (most: number) => fc.string({ maxLength: most, unit: 'grapheme-ascii' }).map((text) => text.trim());
const options: fc.Arbitrary<PageOptions> = fc.record({
  embed: fc.boolean(),
  panels: some<PanelId>(PANELS),
  hide: some<PartId>(PARTS),
  lock: some<PartId>(PARTS),
  autoplay: fc.boolean(),
  projector: fc.boolean(),
  lesson: fc.option(fc.stringMatching(/^[a-z0-9-]{1,20}$/), { nil: undefined }),
  own: fc.option(
    fc.record({ title: line(50), text: line(300), ask: line(80), options: fc.uniqueArray(line(30).map((text) => text.replaceAll('|', '/')).filter((text) => text !== ''), { maxLength: 6 }) }),
    { nil: undefined },
  ),
});

describe('page options', () => {
  it('come back as they were written', () => {
    fc.assert(
      fc.property(options, (given) => {
        expect(readPageOptions(`#${writePageOptions(given)}`)).toEqual({ options: given, notices: [] });
      }),
      { numRuns: 300 },
    );
  });

  it('are not written where they are as usual', () => {
    expect(writePageOptions(DEFAULT_PAGE)).toBe('');
    expect(withPageOptions('#v=1&data=points', {})).toBe('#v=1&data=points');
  });

  it('stand beside an experiment, which does not mind them', () => {
    fc.assert(
      fc.property(options, (given) => {
        const link = withPageOptions('#v=1&data=points&lr=0.1', given);
        const { experiment, notices } = readLink(catalogue, link);
        expect(notices).toEqual([]);
        expect(writeLink(catalogue, experiment)).toBe('#v=1&data=points&lr=0.1');
        expect(readPageOptions(link).options).toEqual(given);
      }),
      { numRuns: 100 },
    );
  });

  it('stay in the address while the experiment changes', () => {
    const address = 'https://example.org/g/#v=1&data=glyphs&embed=1&panels=loss,rate&text=a%20b%26c&lr=0.2';
    expect(keepPageEntries('#v=1&data=points', address)).toBe('#v=1&data=points&embed=1&panels=loss,rate&text=a%20b%26c');
    expect(keepPageEntries('#v=1', 'https://example.org/g/')).toBe('#v=1');
  });

  it('may hold more text than an experiment has settings', () => {
    const own = { title: 'Long', text: '漢字 '.repeat(1300).trim(), ask: '', options: [] };
    const link = withPageOptions('#v=1&data=points', { own });
    expect(link.length).toBeGreaterThan(20_000);
    expect(readLink(catalogue, link).notices).toEqual([]);
    expect(readPageOptions(link).options.own).toEqual(own);
  });

  it('say what cannot be read, and take the default', () => {
    const { options: read, notices } = readPageOptions('#embed=maybe&panels=loss,nonsense&lesson=<b>&lock=data,all');
    expect(read).toMatchObject({ embed: false, panels: ['loss'], lesson: undefined, lock: ['data'] });
    expect(notices).toHaveLength(4);
    for (const notice of notices) expect(notice.length).toBeLessThan(250);
  });

  it('say that a question has more options than a page shows', () => {
    const listed = (n: number) => `#ask=Which%3F&options=${Array.from({ length: n }, (_, i) => `option ${i}`).join('|')}||option 0`;
    expect(readPageOptions(listed(MOST_OPTIONS)).notices).toEqual([]);
    const { options: read, notices } = readPageOptions(listed(MOST_OPTIONS + 1));
    expect(read.own?.options).toHaveLength(MOST_OPTIONS);
    expect(notices).toEqual([expect.stringMatching(/offers 9 options/)]);
  });

  it('cut what is too long, and take out what does not print or turns writing around', () => {
    const { options: read, notices } = readPageOptions(`#title=a%00b%E2%80%AEc&text=${'x'.repeat(LONGEST.text + 5)}`);
    expect(read.own).toMatchObject({ title: 'abc', text: 'x'.repeat(LONGEST.text) });
    expect(notices).toEqual([expect.stringContaining('was cut')]);
  });
});

test('2,000 mutated links: none throws, and all options are of the right kind', () => {
  const start = `#v=1&${writePageOptions({ embed: true, panels: ['loss', 'runs'], lock: ['data'], hide: ['model'], projector: true, lesson: 'sampling', own: { title: 'A', text: 'Some **text**\n\n- and a list', ask: 'Why?', options: ['a', 'b'] } })}`;
  const mutation = fc.array(fc.record({ at: fc.nat(start.length), remove: fc.nat(12), insert: fc.oneof(fc.string({ maxLength: 6, unit: 'binary' }), fc.constantFrom('%', '%F', '&', '=', '#', ',', '|', '%E2%80%AE', '__proto__', 'constructor', '<script>', '&lesson=', '&text=')) }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(mutation, (changes) => {
      const link = changes.reduce((text, { at, remove, insert }) => text.slice(0, at) + insert + text.slice(at + remove), start);
      const { options: read, notices } = readPageOptions(link);
      const sound =
        read.panels.every((id) => Object.hasOwn(PANELS, id)) &&
        [...read.lock, ...read.hide].every((id) => Object.hasOwn(PARTS, id)) &&
        [...(read.own?.text ?? '')].length <= LONGEST.text &&
        /^[a-z0-9-]{1,60}$/.test(read.lesson ?? 'a') &&
        notices.every((notice) => notice.length < 260);
      expect(sound).toBe(true);
      expect(readPageOptions(`#${writePageOptions(read)}`).options).toEqual(read);
      readLink(catalogue, link);
    }),
    { numRuns: 2000 },
  );
});
