import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue';
import { sections } from '../../../src/ui/tricks/groups';

const all = sections(catalogue);
const partOf = (id: string): string | undefined => all.flatMap(({ parts }) => parts).find(({ tricks }) => tricks.some((trick) => trick.id === id))?.title;

describe('the groups of tricks', () => {
  it('hold every trick once, in the order of the checklist', () => {
    const listed = all.flatMap(({ parts }) => parts.flatMap(({ tricks }) => tricks.map(({ id }) => id)));
    expect([...listed].sort()).toEqual(Object.keys(catalogue.tricks).sort());
    expect(all.map(({ group }) => group)).toEqual(['schedule', 'optimizer', 'regularisation', 'architecture', 'evaluation']);
  });

  it('tell those of which one is needed from those that go with any', () => {
    expect(partOf('cosine')).toBe('One of these');
    expect(partOf('warmup')).toBe('With any schedule');
    expect(partOf('layer-wise-rates')).toBe('With any optimizer');
  });

  it('divide regularisation by what is acted on', () => {
    expect(partOf('crop')).toBe('Changing pictures');
    expect(partOf('mixup')).toBe('Mixing samples');
    expect(partOf('label-smoothing')).toBe('Labels and loss');
    expect(partOf('dropout')).toBe('Inside the network');
    expect(partOf('gradient-clipping')).toBe('Weights, gradients and batches');
  });

  it('leave out what is filtered away, with its headings', () => {
    expect(sections(catalogue, ({ id }) => id === 'mixup')).toMatchObject([{ group: 'regularisation', parts: [{ title: 'Mixing samples' }] }]);
    expect(sections(catalogue, () => false)).toEqual([]);
  });
});
