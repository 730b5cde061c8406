import { useEffect } from 'react';
import { usePlayground } from '../playground-context';
import { toggleProjector } from '../embed/page';
import { findTrick } from '../tricks/find-trick';

/** Keys that work everywhere but where they mean something else already. */
export function useShortcuts(toggleHelp: () => void): void {
  const playground = usePlayground();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
      const action = actionOf(event);
      if (!action) return;
      event.preventDefault();
      action();
    };
    const actionOf = ({ key, target }: KeyboardEvent): (() => unknown) | undefined => {
      switch (key) {
        case ' ':
          return usesSpace(target) ? undefined : () => playground.trainOrPause();
        case 's':
          return () => playground.step();
        case '.':
          return () => playground.stop();
        case 'r':
          return () => playground.reset();
        case 'p':
          return toggleProjector;
        case '?':
          return toggleHelp;
        case '/':
          return findTrick;
        default:
          return undefined;
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  });
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input:not([type=range], [type=checkbox], [type=radio]), textarea, select'));
}

/** Elements that the space bar presses or opens. */
function usesSpace(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('button, a, input, summary, [role=menuitem], [role=application]') !== null;
}
