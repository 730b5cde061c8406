import { flushSync } from 'react-dom';

/**
 * Removes what a button stands for and passes the focus, which would be lost with the button, on to the one that comes to stand in its place, or to the
 * last where none does. (Without it the next press of the space bar would be for the whole page, and pause the training.)
 * @param button its attribute `data-remove` says what it removes, as those of the others in the list do
 * @param list holds them and stays in the page
 * @param otherwise gets the focus where no such button is left
 */
export function removeFocused(button: HTMLElement, list: Element | null, remove: () => void, otherwise: () => HTMLElement | null | undefined): void {
  const removers = (): HTMLElement[] => [...(list?.querySelectorAll<HTMLElement>(`[data-remove="${button.dataset['remove']}"]:not(:disabled)`) ?? [])];
  const at = removers().indexOf(button);
  flushSync(remove);
  const left = removers();
  (left[Math.min(at, left.length - 1)] ?? otherwise())?.focus();
}
