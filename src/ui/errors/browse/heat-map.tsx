import { useMemo } from 'react';
import type { SampleView, SaliencyMap } from '../../../engine/protocol';
import { PixelCanvas } from '../../shared/canvas';
import { SamplePicture } from '../../shared/samples/sample-grid';
import classes from './browse.module.css';
import { heatPixels, whereStrongest } from './heat';

interface Props {
  readonly sample: SampleView;
  /** [H, W, C] */
  readonly shape: readonly number[];
  readonly map: SaliencyMap;
  readonly name: string;
}

/** A dimmed sample with a map over it. */
export function HeatMap({ sample, shape, map, name }: Props) {
  const pixels = useMemo(() => heatPixels(map), [map]);
  return (
    <div className={classes.heat} role="img" aria-label={`What speaks for and against “${name}”: strongest at the ${whereStrongest(map)} of the picture`}>
      <SamplePicture sample={sample} shape={shape} className={classes.dimmed} />
      <PixelCanvas pixels={pixels} width={map.width} height={map.height} className={classes.overlay} />
    </div>
  );
}
