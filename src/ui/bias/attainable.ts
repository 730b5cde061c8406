/** The lowest rung of the ladder: what the visitor says or has measured of people, and what is known of the data. */
import { exactly, shareOf, type Estimate } from '../../core/statistics';
import { floorOf, humanProxy, type Floor } from '../../diagnose/ladder/human-level';
import type { HumanLevel } from '../../store/human-level';

export interface Attainable extends Floor {
  /** As the rung is called, such as `Human level: doctor`. */
  readonly name: string;
  /** Human-level error as a fraction, where there is one, whether or not it is the lowest rung. */
  readonly human: number | undefined;
  /** How many answers it rests on, for one that was measured. */
  readonly samples?: number;
}

/** @param bound a known lower bound of any classifier's error on the data, else 0 */
export function attainable(level: HumanLevel, bound: number): Attainable {
  const human = humanOf(level);
  const floor = floorOf(human?.error, bound);
  const name = floor.kind === 'human' ? human!.name : floor.kind === 'bound' ? 'Known bound: label noise' : 'No error at all';
  const samples = floor.kind === 'human' ? human!.samples : undefined;
  return { ...floor, name, human: human?.error.mean, ...(samples === undefined ? {} : { samples }) };
}

function humanOf({ source, rows, quiz }: HumanLevel): { readonly error: Estimate; readonly name: string; readonly samples?: number } | undefined {
  if (source === 'quiz' && quiz) return { error: shareOf(quiz.wrong, quiz.samples), name: 'Human level: you', samples: quiz.samples };
  const proxy = source === 'list' ? humanProxy(rows.flatMap(({ label, error }) => (error === undefined ? [] : [{ label, error }]))) : undefined;
  return proxy && { error: exactly(proxy.error), name: proxy.label ? `Human level: ${proxy.label}` : 'Human level' };
}
