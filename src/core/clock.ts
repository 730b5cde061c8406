/** Where a run stands. Every schedule and every knob is a function of it. */
export interface Clock {
  /** s = 0 … steps − 1: the step about to be taken. */
  readonly step: number;
  readonly steps: number;
  readonly stepsPerEpoch: number;
  /** Fractional epochs so far, s / steps per epoch. */
  readonly epoch: number;
  /** t = s / S in [0, 1). */
  readonly progress: number;
}

export function clockAt(step: number, steps: number, stepsPerEpoch: number): Clock {
  return { step, steps, stepsPerEpoch, epoch: step / stepsPerEpoch, progress: step / steps };
}
