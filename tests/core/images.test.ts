import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue';
import { abilityOf, fold } from '../../src/core/fold';
import { readLink } from '../../src/core/permalink';

const experimentOf = (link: string) => readLink(catalogue, link).experiment;

describe('a trick of which not all can act', () => {
  it.each(['autoaugment', 'randaugment', 'trivialaugment', 'colour-jitter'])('%s says so on grey pictures, before and after it is on, and not on coloured ones', (id) => {
    const { key, title } = catalogue.tricks[id]!;
    expect(abilityOf(catalogue, experimentOf('#v=1'), id).caveat).toMatch(/grey/);
    expect(fold(catalogue, experimentOf(`#v=1&${key}`)).caveats).toEqual([expect.stringContaining(`${title}: these pictures are grey`)]);
    expect(fold(catalogue, experimentOf(`#v=1&data=scenes&${key}`)).caveats).toEqual([]);
    expect(abilityOf(catalogue, experimentOf('#v=1&data=points'), id)).toEqual({ cannotAct: 'these data are points in space and have no pixels' });
  });
});
