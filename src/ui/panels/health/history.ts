/** The chosen row over the whole run, as curves. */
import { downsample } from '../../../core/downsample';
import type { HealthPlan } from '../../../core/health';
import type { Probed } from '../../../store/run-record';
import type { LineStyle, Series } from '../../charts/series';
import { figureOf, type FigureId } from './figures';
import { gradientNorms, updatesOf, valuesOf, type Anatomy, type Row } from './rows';

/** Ratios to the weights, or the sizes that they are made of. */
export type Side = 'ratios' | 'sizes';

export interface History {
  readonly series: readonly Series[];
  readonly yTitle: string;
  readonly log: boolean;
}

/** As many points as a narrow chart can show. */
const MOST_POINTS = 200;

interface Curve {
  readonly name: string;
  readonly colour: string;
  readonly style: LineStyle;
  readonly values: Float64Array;
}

/** @param stepsPerEpoch curves are over epochs, as everywhere */
export function historyOf(plan: HealthPlan, anatomy: Anatomy, id: FigureId, row: Row, side: Side, probes: readonly Probed[], stepsPerEpoch: number): History {
  const { title, of, scale } = figureOf(id);
  const values = (figure: FigureId): Float64Array => valuesOf(plan, figure, row.index, probes);
  const drawn = (curves: readonly Curve[]): Series[] => {
    const steps = probes.map(({ step }) => step);
    return curves.map(({ name, colour, style, values }) => ({
      ...{ id: name, name, colour, style, earlier: false },
      points: downsample(steps, values, steps.length, MOST_POINTS).map(({ x, y }) => ({ x: x / stepsPerEpoch, y })),
    }));
  };
  if (of === 'layers' || id === 'noise') {
    return { series: drawn([{ name: title, colour: 'var(--ink)', style: 'solid', values: values(id) }]), yTitle: scale.type === 'share' ? 'share (%)' : 'RMS', log: scale.type !== 'share' };
  }
  if (side === 'ratios') {
    return {
      series: drawn([
        { name: 'update : weight', colour: 'var(--accent-ink)', style: 'solid', values: values('update-weight') },
        { name: 'gradient : weight', colour: 'var(--ink)', style: 'dashed', values: values('gradient-weight') },
      ]),
      yTitle: 'ratio of RMS',
      log: true,
    };
  }
  return {
    series: drawn([
      { name: 'weights', colour: 'var(--ink)', style: 'solid', values: values('weight') },
      { name: 'gradients', colour: 'var(--ink)', style: 'dashed', values: values('gradient') },
      { name: 'updates', colour: 'var(--accent-ink)', style: 'solid', values: updatesOf(plan, row.index, probes) },
      { name: 'norm of the whole gradient', colour: 'var(--quiet)', style: 'dotted', values: gradientNorms(plan, anatomy, probes) },
    ]),
    yTitle: 'RMS, norm',
    log: true,
  };
}
