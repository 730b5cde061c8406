import { VisuallyHidden } from '@mantine/core';
import { useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { SampleView } from '../../../engine/protocol';
import { PixelCanvas } from '../canvas';
import { samplePixels } from '../pixels';
import { moveFocus } from './move-focus';
import classes from './samples.module.css';

interface Props {
  readonly label: string;
  readonly samples: readonly SampleView[];
  /** [H, W, C] */
  readonly shape: readonly number[];
  /** Beneath the picture. */
  readonly caption: (sample: SampleView) => ReactNode;
  /** The same in words. */
  readonly describe: (sample: SampleView) => string;
  /** Whether captions are words rather than single characters. */
  readonly wordy: boolean;
  readonly selected: number | undefined;
  /** A sample was pointed at, focused or touched. */
  readonly onSelect: (index: number) => void;
}

/** Pictures of samples with captions. One stop of the Tab key; the arrow keys go from sample to sample. */
export function SampleGrid({ label, samples, shape, caption, describe, wordy, selected, onSelect }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const [entry, setEntry] = useState(0);
  const stop = Math.min(entry, samples.length - 1);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const options = Array.from(list.current?.children ?? []) as HTMLElement[];
    const target = moveFocus(event.key, stop, columnsOf(options), options.length);
    if (target === undefined) return;
    event.preventDefault();
    options[target]?.focus();
  };

  return (
    <div role="listbox" aria-label={label} className={`${classes.grid} ${wordy ? classes.wordy : ''}`} ref={list} onKeyDown={onKeyDown}>
      {samples.map((sample, i) => (
        <div
          key={sample.index}
          role="option"
          aria-selected={sample.index === selected}
          tabIndex={i === stop ? 0 : -1}
          className={classes.cell}
          onFocus={() => {
            setEntry(i);
            onSelect(sample.index);
          }}
          onPointerEnter={() => onSelect(sample.index)}
        >
          <SamplePicture sample={sample} shape={shape} className={classes.picture} />
          <span className={classes.caption} aria-hidden>
            {caption(sample)}
          </span>
          <VisuallyHidden>{describe(sample)}</VisuallyHidden>
        </div>
      ))}
    </div>
  );
}

/** One sample's picture; decoration, since its description stands beside it. */
export function SamplePicture({ sample, shape, className }: { readonly sample: SampleView; readonly shape: readonly number[]; readonly className?: string | undefined }) {
  const [height, width, channels] = shape as readonly [number, number, number];
  const pixels = useMemo(() => samplePixels(sample.features, channels), [sample.features, channels]);
  return <PixelCanvas pixels={pixels} width={width} height={height} className={className} />;
}

function columnsOf(cells: readonly HTMLElement[]): number {
  const next = cells.findIndex((cell) => cell.offsetTop > cells[0]!.offsetTop);
  return next < 0 ? cells.length : next;
}
