import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { keptParts, PARTS, type PartId } from '../../core/page-options';
import { page } from './page';
import classes from './part.module.css';

/** Whether a part of the experiment is locked or hidden: what would change it is refused then, and need not be offered. */
export function useKept(id: PartId): boolean {
  return useStore(page, (options) => keptParts(options).includes(id));
}

/** A part of the experiment, as the address has it: to be changed, to be looked at, or not there. */
export function Part({ id, children }: { readonly id: PartId; readonly children: ReactNode }) {
  const hidden = useStore(page, ({ hide }) => hide.includes(id));
  const locked = useStore(page, ({ lock }) => lock.includes(id));
  if (hidden) return null;
  if (!locked) return children;
  return (
    <fieldset className={classes.locked} disabled aria-label={`${PARTS[id]}, locked`}>
      <p className={classes.sentence}>Whoever made this page has locked {PARTS[id].toLowerCase()}: it can be read, not changed.</p>
      {children}
    </fieldset>
  );
}
