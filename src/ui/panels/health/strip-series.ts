/** The heat strip as a table wants it. */
import type { Probed } from '../../../store/run-record';
import type { Series } from '../../charts/series';
import type { Strip } from './paint-strip';

/** One series for each row, over epochs; probes that say nothing are left out. */
export function stripSeries({ rows, values }: Pick<Strip, 'rows' | 'values'>, probes: readonly Probed[], stepsPerEpoch: number): Series[] {
  return rows.map(({ key }, r) => ({
    ...{ id: key, name: key, colour: '', style: 'solid', earlier: false },
    points: probes.map(({ step }, p) => ({ x: step / stepsPerEpoch, y: values[r]![p]! })).filter(({ y }) => !Number.isNaN(y)),
  }));
}
