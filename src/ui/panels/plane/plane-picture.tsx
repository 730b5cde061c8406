import { useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { BoundaryView, SampleView } from '../../../engine/protocol';
import { zoomOf } from '../../shared/zoom';
import { classColour, cssColour } from '../../shared/colours';
import { paintPlane, type Dot } from './paint-plane';
import { frameOf, nearestPlace, toPicture } from './plane';
import styles from './plane.module.css';

interface Props {
  /** Text alternative. */
  readonly label: string;
  /** Names of the classes. */
  readonly classes: readonly string[];
  readonly field?: BoundaryView | undefined;
  readonly train?: readonly SampleView[];
  readonly dev?: readonly SampleView[];
  /** A sample was pointed at or gone to by the arrow keys; gives its index in its split. */
  readonly onSelect?: (index: number) => void;
}

const LARGEST_SIDE = 460;
/** Pixels from a dot at which it counts as pointed at. */
const REACH = 12;
const NONE: readonly SampleView[] = [];

/** Samples in the plane, over the network's probabilities where they are given. */
export function PlanePicture({ label, classes, field, train = NONE, dev = NONE, onSelect }: Props) {
  const { ref: frameRef, width } = useElementSize();
  const canvas = useRef<HTMLCanvasElement>(null);
  const dark = useComputedColorScheme('light') === 'dark';
  const [at, setAt] = useState<number>();
  const side = Math.min(LARGEST_SIDE, Math.floor(width));
  const samples = useMemo(() => [...train, ...dev], [train, dev]);
  const dots = useMemo<Dot[]>(() => {
    const frame = field ?? frameOf(samples);
    return samples.map(({ features, label }, i) => ({ place: toPicture(frame, side, features[0]!, features[1]!), label, kind: i < train.length ? 'train' : 'dev' }));
  }, [samples, train.length, field, side]);
  const selected = at === undefined ? undefined : dots[at];

  useLayoutEffect(() => {
    if (canvas.current && side > 0) paintPlane(canvas.current, field, dots, { dark, side, selected });
  }, [field, dots, dark, side, selected]);

  const select = (index: number | undefined): void => {
    const sample = index === undefined ? undefined : samples[index];
    if (!onSelect || !sample) return;
    setAt(index);
    onSelect(sample.index);
  };
  const onPointer = (event: PointerEvent<HTMLCanvasElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const zoom = zoomOf(event.currentTarget);
    select(nearestPlace(dots.map(({ place }) => place), (event.clientX - box.left) / zoom, (event.clientY - box.top) / zoom, REACH));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const move = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (move === undefined) return;
    event.preventDefault();
    select(((at ?? -1) + move + samples.length) % samples.length);
  };

  return (
    <div ref={frameRef}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={label}
        className={styles.picture}
        style={{ width: side, height: side }}
        {...(onSelect ? { tabIndex: 0, onPointerMove: onPointer, onPointerDown: onPointer, onKeyDown } : {})}
      />
      <ul className={styles.legend}>
        {classes.map((name, label) => (
          <li key={name}>
            <span className={styles.swatch} style={{ background: cssColour(classColour(label)) }} aria-hidden /> {name}
          </li>
        ))}
        {train.length > 0 && dev.length > 0 && (
          <>
            <li>● training</li>
            <li>◆ dev</li>
          </>
        )}
      </ul>
    </div>
  );
}
