import { memo } from 'react';
import { sparkPath } from './spark-path';

interface Props {
  readonly spark: readonly number[];
  readonly width?: number;
  readonly height?: number;
}

/** Dev accuracy on the way, as a small picture; the figures stand beside it. */
export const Sparkline = memo(function Sparkline({ spark, width = 64, height = 22 }: Props) {
  const path = sparkPath(spark, width, height - 4);
  if (path === '') return null;
  return (
    <svg width={width} height={height} viewBox={`-1 -2 ${width + 2} ${height}`} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" aria-hidden>
      <path d={path} />
    </svg>
  );
});
