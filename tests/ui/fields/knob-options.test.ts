import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue';
import { isSchedulable, partsOfKnob } from '../../../src/core/fields';
import { readLink } from '../../../src/core/permalink';
import { knobOptions } from '../../../src/ui/fields/knob-options';

const optionsOf = (link: string, chosen: string) => knobOptions(catalogue, readLink(catalogue, link).experiment.tricks, chosen);

describe('the settings that can be scheduled', () => {
  it('are the value fields of the tricks that are on, by title', () => {
    const options = optionsOf('#ls&wd&mixup', 'label-smoothing.epsilon');
    expect(options).toContainEqual({ value: 'label-smoothing.epsilon', label: 'Label smoothing: ε' });
    expect(options).toContainEqual({ value: 'weight-decay.lambda', label: 'Weight decay: λ' });
    expect(options).toContainEqual({ value: 'mixup.alpha', label: 'Mixup: α' });
    for (const { value } of options) {
      const { trick, field } = partsOfKnob(value);
      expect(isSchedulable(catalogue.tricks[trick]!.fields[field]!)).toBe(true);
    }
    const titles = options.map(({ label }) => label.split(':')[0]!);
    expect(titles).toEqual([...titles].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
  });

  it('never hold those of the trick that schedules', () => {
    expect(optionsOf('#sr&wd', 'weight-decay.lambda').filter(({ value }) => value.startsWith('scheduled-regularisation'))).toEqual([]);
  });

  it.each([
    ['#ls', 'weight-decay.lambda', 'Weight decay: λ (off)'],
    ['#wd', 'weight-decay.mode', 'Weight decay: Form (cannot change during a run)'],
    ['', 'magic.wand', 'magic.wand (unknown)'],
    ['#wd', 'weight-decay.toString', 'weight-decay.toString (unknown)'],
  ])('hold what is chosen even where it is of no use, and say why: %s %s', (link, chosen, label) => {
    expect(optionsOf(link, chosen)[0]).toEqual({ value: chosen, label });
  });
});
