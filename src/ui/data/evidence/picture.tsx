import { useMemo } from 'react';
import { PixelCanvas } from '../../shared/canvas';
import { samplePixels } from '../../shared/pixels';
import classes from './evidence.module.css';

interface Props {
  readonly features: Uint8Array | Float32Array;
  /** [H, W, C], or that of points. */
  readonly shape: readonly number[];
}

/** A sample as it looks; points as their coordinates. Its caption is to stand beside it. */
export function SampleFigure({ features, shape }: Props) {
  const [height, width, channels] = shape;
  const pixels = useMemo(() => (channels === undefined ? undefined : samplePixels(features, channels)), [features, channels]);
  if (!pixels || height === undefined || width === undefined) return <span className={classes.coordinates}>({Array.from(features, (value) => value.toFixed(2)).join(', ')})</span>;
  return <PixelCanvas pixels={pixels} width={width} height={height} className={classes.picture} />;
}
