/** What error is attainable at all: human level as a stand-in, or what is known of the data. */
import { exactly, type Estimate } from '../../core/statistics';

/** How often some people, or a team of them, are wrong on a task. */
export interface Level {
  readonly label: string;
  /** A fraction. */
  readonly error: number;
}

export interface Floor {
  readonly kind: 'human' | 'bound' | 'zero';
  readonly error: Estimate;
}

/**
 * The level that stands in for the best possible error: the lowest. Whatever people achieve is attainable, so the best possible error is at most that of
 * the best of them; the typical person's says less (Ng, "Nuts and Bolts": typical human 5 %, doctor 1 %, specialist 0.8 %, team 0.5 %).
 */
export function humanProxy(levels: readonly Level[]): Level | undefined {
  const known = levels.filter(({ error }) => Number.isFinite(error));
  return known.length === 0 ? undefined : known.reduce((lowest, level) => (level.error < lowest.error ? level : lowest));
}

/**
 * The lowest rung. Where labels are noisy, even people cannot be right more often than the labels are, so a known bound above human level takes its place.
 * @param bound a known lower bound of any classifier's error, 0 where none is known
 */
export function floorOf(human: Estimate | undefined, bound: number): Floor {
  if (human && human.mean >= bound) return { kind: 'human', error: human };
  return { kind: bound > 0 ? 'bound' : 'zero', error: exactly(bound) };
}
