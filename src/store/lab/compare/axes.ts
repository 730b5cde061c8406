/** What curves can be drawn against. All of it grows with the steps, at a rate of each trial's own. */
import type { Trial } from '../../../lab/trial';

export const X_AXES = {
  step: { title: 'steps', label: 'Steps' },
  epoch: { title: 'epochs', label: 'Epochs' },
  example: { title: 'training examples seen', label: 'Examples' },
  second: { title: 'seconds of training', label: 'Seconds' },
} as const;

export type XAxisId = keyof typeof X_AXES;

/** How much of it one step is. Seconds are spread evenly over the steps, since only their sum is kept; NaN before the first step. */
export function perStep({ stepsPerEpoch, batchSize, seconds, step }: Pick<Trial, 'stepsPerEpoch' | 'batchSize' | 'seconds' | 'step'>, axis: XAxisId): number {
  switch (axis) {
    case 'step':
      return 1;
    case 'epoch':
      return 1 / stepsPerEpoch;
    case 'example':
      return batchSize;
    case 'second':
      return step > 0 ? seconds / step : NaN;
  }
}
