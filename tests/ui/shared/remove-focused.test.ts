import { expect, it } from 'vitest';
import { removeFocused } from '../../../src/ui/shared/remove-focused';

/** A list of buttons that remove themselves; `remove` says which of them, or what else, has the focus then. */
function aList(names: readonly string[]) {
  let focused = '';
  const button = (name: string) => ({ name, dataset: { remove: 'run' }, focus: () => void (focused = name) }) as unknown as HTMLElement & { name: string };
  let buttons = names.map(button);
  const list = { querySelectorAll: (selector: string) => (selector.startsWith('[data-remove="run"]') ? buttons : []) } as unknown as Element;
  return (name: string): string => {
    const pressed = buttons.find((one) => one.name === name)!;
    removeFocused(pressed, list, () => (buttons = buttons.filter((one) => one !== pressed)), () => button('what is left'));
    return focused;
  };
}

it('the focus goes to what comes to stand there, to the last, or to something else', () => {
  const remove = aList(['1', '2', '3']);
  expect(remove('2')).toBe('3');
  expect(remove('3')).toBe('1');
  expect(remove('1')).toBe('what is left');
});
