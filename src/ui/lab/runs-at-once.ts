import { usePlaygroundState } from '../playground-context';
import { useLabState } from './use-lab';

export interface RunsAtOnce {
  /** What a time for all of them is to be divided by. */
  readonly n: number;
  /** Says so, to go on after a time. */
  readonly text: string;
}

/** How many runs of the queue a guess of time may count on. */
export function useRunsAtOnce(): RunsAtOnce {
  const slots = useLabState(({ queue }) => queue.slots);
  return runsAtOnce(slots, usePlaygroundState(({ backend }) => backend?.backend === 'webgpu'));
}

/** @param slots on the processor; on a graphics device the queue begins with one and measures whether more pay */
export function runsAtOnce(slots: number, onGraphics: boolean): RunsAtOnce {
  if (onGraphics) return { n: 1, text: 'one after the other, or less where it is measured that the graphics device gets more done with two or three at once' };
  return { n: slots, text: slots === 1 ? 'one after the other' : `with ${slots} at once` };
}
