import { VisuallyHidden } from '@mantine/core';
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { SampleView } from '../../../engine/protocol';
import { moveFocus } from '../../shared/samples/move-focus';
import { SamplePicture } from '../../shared/samples/sample-grid';
import classes from './browse.module.css';

interface Props {
  readonly label: string;
  readonly indices: readonly number[];
  /** Those that have arrived. */
  readonly pictures: ReadonlyMap<number, SampleView>;
  /** [H, W, C] */
  readonly shape: readonly number[];
  /** Whether captions are words rather than single characters. */
  readonly wordy: boolean;
  /** Beneath the picture. */
  readonly caption: (index: number) => ReactNode;
  /** The same in words. */
  readonly describe: (index: number) => string;
  readonly selected?: number | undefined;
  /** A sample has been gone to. */
  readonly onSelect?: (index: number) => void;
  /** The sample that was gone to has been clicked at, or Enter was pressed. */
  readonly onOpen?: () => void;
}

/** Pictures to choose from. One stop of the Tab key; the arrow keys go from one to another. */
export function SampleTiles({ label, indices, pictures, shape, wordy, caption, describe, selected, onSelect, onOpen }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const [entry, setEntry] = useState(0);
  const stop = Math.min(entry, indices.length - 1);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.key === 'Enter') onOpen?.();
    const options = Array.from(list.current?.children ?? []) as HTMLElement[];
    const next = options.findIndex((one) => one.offsetTop > options[0]!.offsetTop);
    const target = moveFocus(event.key, stop, next < 0 ? options.length : next, options.length);
    if (target === undefined) return;
    event.preventDefault();
    options[target]?.focus();
  };

  return (
    <div role="listbox" aria-label={label} className={classes.tiles} data-wordy={wordy} ref={list} onKeyDown={onKeyDown}>
      {indices.map((index, i) => {
        const sample = pictures.get(index);
        return (
          <div
            key={index}
            role="option"
            aria-selected={index === selected}
            tabIndex={i === stop ? 0 : -1}
            className={classes.tile}
            onClick={onOpen}
            onFocus={() => {
              setEntry(i);
              onSelect?.(index);
            }}
          >
            {sample ? <SamplePicture sample={sample} shape={shape} className={classes.picture} /> : <span className={classes.picture} />}
            <span className={classes.caption} aria-hidden>
              {caption(index)}
            </span>
            <VisuallyHidden>{describe(index)}</VisuallyHidden>
          </div>
        );
      })}
    </div>
  );
}
