import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue';
import { readLink } from '../../../src/core/permalink';
import { judge, type Tone, type Verdict } from '../../../src/diagnose/verdict';
import type { Playground } from '../../../src/store/playground';
import { remediesOf } from '../../../src/ui/why/remedies';

const experimentOf = (link: string) => readLink(catalogue, `#v=1&${link}`).experiment;
const verdict = (id: string, values: Verdict['values'], tone: Tone = 'bad') => judge({ id, rule: '', source: { citation: '' } }, tone, values, '');

function remedies(of: Verdict, link: string, shownLink = link) {
  return remediesOf(of, { catalogue, trained: experimentOf(link), shown: experimentOf(shownLink) });
}

/** What a button does, as calls. */
function pressed(of: Verdict, link: string, label: RegExp): unknown[] {
  const calls: unknown[] = [];
  const note = (...args: unknown[]) => void calls.push(args);
  remedies(of, link)
    .find((remedy) => label.test(remedy.label))!
    .apply({ setField: note, toggleTrick: note } as unknown as Playground);
  return calls;
}

describe('remedies that are settings', () => {
  it('move the learning rate the way the measurement says', () => {
    expect(remedies(verdict('update-ratio', { ratio: 1e-5 }), 'lr=0.001').map(({ label }) => label)).toEqual(['Learning rate × 3: 0.003', 'Learning rate × 10: 0.01']);
    expect(pressed(verdict('update-ratio', { ratio: 0.3 }), 'lr=5', /÷ 10/)).toEqual([['run', 'lr', 0.5]]);
  });

  it('go by the rate that was trained, and say when it is set', () => {
    const [first, second] = remedies(verdict('update-ratio', { ratio: 1e-5 }), 'lr=0.001', 'lr=0.003');
    expect([first!.done, second!.done]).toEqual([true, false]);
  });

  it('switch tricks on and off, only where there is something to switch', () => {
    expect(pressed(verdict('visits', {}), 'sampling', /Sampling off/)).toEqual([['sampling', false]]);
    expect(remedies(verdict('visits', {}), '')).toEqual([]);
    expect(pressed(verdict('generalisation-gap', {}), '', /Weight decay on/)).toEqual([['weight-decay', true]]);
    expect(remedies(verdict('generalisation-gap', {}), 'adamw').some(({ label }) => label.startsWith('Weight decay'))).toBe(false);
    expect(remedies(verdict('augmentation', {}), 'crop&cutout').map(({ label }) => label).sort()).toEqual(['Cutout off', expect.stringMatching(/crop off$/i)]);
  });

  it('enlarge what the data set or the model has a setting for', () => {
    expect(pressed(verdict('training-error', {}), 'model.width=16', /32 instead of 16/)).toEqual([['model', 'width', 32]]);
    // There is no more than the most.
    expect(remedies(verdict('generalisation-gap', {}), 'data.size=60000').some(({ label }) => /Training samples/.test(label))).toBe(false);
  });

  it('are offered for complaints only', () => {
    expect(remedies(verdict('update-ratio', { ratio: 1e-3 }, 'good'), '')).toEqual([]);
    expect(remedies(verdict('leakage', {}), '')).toEqual([]);
  });
});
