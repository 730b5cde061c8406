import { Button, CloseButton } from '@mantine/core';
import { counted } from '../../core/words';
import { titleOf } from '../../store/lab/table/facts';
import type { Lab } from '../../store/lab/lab';
import { useLabState } from '../lab/use-lab';
import { UNDO_ID, undoRemoval } from './actions';
import classes from './history.module.css';
import { LIST_ID } from './list-id';

/** Deleting asks no question; it is taken back here. */
export function UndoBar({ lab }: { readonly lab: Lab }) {
  const removed = useLabState((state) => state.removed);
  if (removed.length === 0) return null;
  const leave = (): void => document.getElementById(LIST_ID)?.focus();
  return (
    <div className={classes.undo}>
      <span role="status">{removed.length === 1 ? `Deleted “${titleOf(removed[0]!)}”.` : `Deleted ${counted(removed.length, 'run')}.`}</span>
      <Button
        id={UNDO_ID}
        size="xs"
        variant="default"
        onClick={() => {
          undoRemoval(lab);
          leave();
        }}
      >
        Undo
      </Button>
      <CloseButton
        size="sm"
        iconSize={16}
        aria-label="Delete for good"
        title="Delete for good"
        onClick={() => {
          lab.forgetRemoved();
          leave();
        }}
      />
    </div>
  );
}
