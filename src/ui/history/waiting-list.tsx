import { Button, VisuallyHidden } from '@mantine/core';
import { useLayoutEffect, useRef, useState, type DragEvent } from 'react';
import type { Trial } from '../../lab/trial';
import type { Lab } from '../../store/lab/lab';
import { titleOf } from '../../store/lab/table/facts';
import { removeTrials } from './actions';
import classes from './queue.module.css';
import { openTrial } from './table-state';

const FIRST_SHOWN = 5;
const MORE = 25;

type Move = 'first' | 'up' | 'down';

const MOVES: readonly { readonly move: Move; readonly sign: string; readonly label: (title: string) => string }[] = [
  { move: 'first', sign: '⤒', label: (title) => `Begin ${title} next` },
  { move: 'up', sign: '↑', label: (title) => `Begin ${title} earlier` },
  { move: 'down', sign: '↓', label: (title) => `Begin ${title} later` },
];

interface Props {
  readonly lab: Lab;
  /** In the order in which they will begin. */
  readonly trials: readonly Trial[];
}

/** What waits: put in order by dragging or by buttons. */
export function WaitingList({ lab, trials }: Props) {
  const [most, setMost] = useState(FIRST_SHOWN);
  const [dragged, setDragged] = useState<string>();
  const [over, setOver] = useState<string>();
  const [said, setSaid] = useState('');
  const { list, keepFocus } = useFocusKept(trials);

  const place = (id: string, at: number): void => {
    const others = trials.filter((trial) => trial.id !== id);
    const to = Math.min(Math.max(0, at), others.length);
    lab.move(id, others[to]?.id);
    setSaid(`${titleOf(trials.find((trial) => trial.id === id)!)} is now number ${to + 1} of ${trials.length}`);
  };
  const step = (id: string, at: number, move: Move): void => {
    keepFocus(id, move);
    place(id, move === 'first' ? 0 : move === 'up' ? at - 1 : at + 1);
  };
  const drop = (event: DragEvent, at: number): void => {
    event.preventDefault();
    const from = trials.findIndex(({ id }) => id === dragged);
    // The line between two rows lies above the one that is pointed at, or beneath it where the row comes from above.
    if (dragged !== undefined && from !== at) place(dragged, at);
    setDragged(undefined);
    setOver(undefined);
  };
  return (
    <>
      <ol ref={list} className={classes.waiting} aria-label="Waiting, the next one first">
        {trials.slice(0, most).map((trial, i) => {
          const title = titleOf(trial);
          const from = trials.findIndex(({ id }) => id === dragged);
          return (
            <li
              key={trial.id}
              data-trial={trial.id}
              draggable
              data-over={over === trial.id && dragged !== trial.id ? (from < i ? 'below' : 'above') : undefined}
              onDragStart={(event) => {
                event.dataTransfer.effectAllowed = 'move';
                event.dataTransfer.setData('text/plain', title);
                setDragged(trial.id);
              }}
              onDragOver={(event) => {
                if (dragged === undefined) return;
                event.preventDefault();
                setOver(trial.id);
              }}
              onDrop={(event) => drop(event, i)}
              onDragEnd={() => {
                setDragged(undefined);
                setOver(undefined);
              }}
            >
              <span className={classes.grip} aria-hidden>
                ⠿
              </span>
              <span className={classes.number}>{i + 1}</span>
              <button type="button" className={classes.name} onClick={() => openTrial(trial.id)}>
                <small>{trial.path}</small> {title}
              </button>
              <span className={classes.moves}>
                {MOVES.map(({ move, sign, label }) => (
                  <button
                    key={move}
                    type="button"
                    data-move={move}
                    aria-label={label(title)}
                    title={label(title)}
                    // Not disabled, which would take the focus away from whoever has just moved it to the end.
                    aria-disabled={move === 'down' ? i === trials.length - 1 : i === 0}
                    onClick={() => step(trial.id, i, move)}
                  >
                    {sign}
                  </button>
                ))}
                <button type="button" aria-label={`Take ${title} out of the queue`} title={`Take ${title} out of the queue`} onClick={() => removeTrials(lab, [trial.id])}>
                  ✕
                </button>
              </span>
            </li>
          );
        })}
      </ol>
      {trials.length > most && (
        <Button size="compact-xs" variant="subtle" onClick={() => setMost(most + MORE)}>
          {trials.length - most} more wait; show {Math.min(MORE, trials.length - most)} of them
        </Button>
      )}
      <VisuallyHidden aria-live="polite">{said}</VisuallyHidden>
    </>
  );
}

/** A row that is moved in the page loses the focus; this gives it back. */
function useFocusKept(trials: readonly Trial[]) {
  const list = useRef<HTMLOListElement>(null);
  const wanted = useRef<{ readonly id: string; readonly move: Move }>(undefined);
  useLayoutEffect(() => {
    if (!wanted.current) return;
    const { id, move } = wanted.current;
    wanted.current = undefined;
    list.current?.querySelector<HTMLElement>(`[data-trial="${id}"] [data-move=${move}]`)?.focus();
  }, [trials]);
  const keepFocus = (id: string, move: Move): void => {
    wanted.current = { id, move };
  };
  return { list, keepFocus };
}
