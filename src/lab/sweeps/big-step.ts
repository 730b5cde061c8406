/**
 * Big step, baby steps (DW): a jump over several factors at once, far now and then, leads out of where one is stuck; control experiments from where it
 * lands, in each of which exactly one factor changes by a little, tell which factor it is due to. The best is where the next ones start; when no small
 * step helps any more, the next jump starts from the best there has been.
 *
 * Jumps are Cauchy steps in the unit coordinate of each factor: mostly near, sometimes across the whole range (Szu & Hartley, "Fast simulated annealing",
 * Physics Letters A 122, 1987). What leaves the range is reflected into it.
 */
import { Stream } from '../../core/random';
import { assemble, isArm, labelOf, type Arm, type Candidate, type Settings } from './arms';
import { sameValue } from './dimensions';
import type { Sweep, Varied } from './plan';
import { compareScores, type Score } from './score';
import { isRange, placeOf, reflected, valueAt } from './unit';

/** Half of all jumps go further than this, in the unit coordinate. */
const JUMP = 0.15;
/** Small steps, in the unit coordinate. */
const SMALLEST_STEP = 0.02;
const LARGEST_STEP = 0.08;
/** Draws of a jump or a step before it is given up: in a small space there may be nothing new. */
const MOST_ATTEMPTS = 30;
/** Jumps in a row that lead to nothing new end the search. */
const MOST_VAIN = 10;

/** Where the small steps of one jump start, and how they were made, for whoever wants to show them. */
export interface Step {
  readonly kind: 'base' | 'big' | 'small';
  readonly arm: Arm;
  /** The arm it was made from. */
  readonly from?: string;
  /** Of a small step, the dimension that changes. */
  readonly changes?: string;
}

/**
 * What is to be tried, as far as it is known: the search is played again from its beginning with what has come out so far, and stops where it needs an
 * outcome that is not there yet.
 * @param outcomeOf of an arm by its label; undefined while it is not over
 */
export function bigSteps(sweep: Sweep, outcomeOf: (label: string) => Score | undefined): { readonly steps: readonly Step[]; readonly leftOut: readonly Candidate[] } {
  const { plan, varied } = sweep;
  const steps = new Map<string, Step>();
  const leftOut = new Map<string, Candidate>();
  const full = (): boolean => steps.size >= plan.draws;
  /** @returns the arm of these settings if it can be trained */
  const take = (settings: Settings, rest: Omit<Step, 'arm'>): Arm | undefined => {
    const label = labelOf(varied, settings);
    const before = steps.get(label);
    if (before) return before.arm;
    const candidate = assemble(sweep, settings);
    if (!isArm(candidate)) leftOut.set(label, candidate);
    else if (!full()) {
      steps.set(label, { ...rest, arm: candidate });
      return candidate;
    }
    return undefined;
  };
  const result = () => ({ steps: [...steps.values()], leftOut: [...leftOut.values()] });

  let best = take(presentSettings(sweep), { kind: 'base' });
  // A base that cannot be trained is no obstacle to what a jump may find.
  let origin: Settings = best?.settings ?? presentSettings(sweep);
  for (let round = 0, vain = 0; !full() && vain < MOST_VAIN; round++) {
    const before = steps.size;
    let centre = firstOf(MOST_ATTEMPTS, (attempt) => {
      const settings = jump(varied, origin, Stream.of(plan.drawSeed, 'sweep', 'big step', round, attempt));
      return steps.has(labelOf(varied, settings)) ? undefined : take(settings, { kind: 'big', ...(best ? { from: best.label } : {}) });
    });
    for (let walk = 0; centre; walk++) {
      const from: Arm = centre;
      const controls = varied.flatMap((one) => {
        const control = firstOf(MOST_ATTEMPTS, (attempt) => {
          const settings = smallStep(one, from.settings, Stream.of(plan.drawSeed, 'sweep', 'small step', one.dimension.id, round, walk, attempt));
          return settings && take(settings, { kind: 'small', from: from.label, changes: one.dimension.id });
        });
        return control ?? [];
      });
      const block = [from, ...controls];
      if (block.some(({ label }) => outcomeOf(label) === undefined)) return result();
      const winner = bestOf(block, outcomeOf);
      if (winner === from || full()) {
        centre = winner;
        break;
      }
      centre = winner;
    }
    if (best && outcomeOf(best.label) === undefined) return result();
    best = bestOf([...(best ? [best] : []), ...(centre ? [centre] : [])], outcomeOf);
    origin = best?.settings ?? origin;
    vain = steps.size === before ? vain + 1 : 0;
  }
  return result();
}

/** The values of the base, as far as it has them. */
function presentSettings({ plan, varied }: Sweep): Settings {
  return Object.fromEntries(
    varied.flatMap(({ dimension }) => {
      const value = dimension.read(plan.base);
      return value === undefined ? [] : [[dimension.id, value]];
    }),
  );
}

/** A jump in all factors at once. */
export function jump(varied: readonly Varied[], from: Settings, stream: Stream): Settings {
  return Object.fromEntries(
    varied.map((one) => {
      // The quotient of two normal numbers is Cauchy's.
      const step = (JUMP * stream.normal()) / stream.normal();
      const anew = stream.uniform();
      // Choices have no order in which one could be near another.
      return [one.dimension.id, isOrdered(one) ? valueAt(one, reflected(placeOf(one, startOf(one, from)) + step)) : valueAt(one, anew)];
    }),
  );
}

/** One factor, changed a little; undefined where the draw changes nothing. */
export function smallStep(one: Varied, from: Settings, stream: Stream): Settings | undefined {
  const start = startOf(one, from);
  const size = stream.uniform(SMALLEST_STEP, LARGEST_STEP);
  const up = stream.chance(0.5);
  const anew = stream.uniform();
  const value = isOrdered(one) ? stepped(one, start, up ? size : -size) : valueAt(one, anew);
  return sameValue(value, from[one.dimension.id]) ? undefined : { ...from, [one.dimension.id]: value };
}

/** At least to the next value there is: the next whole number, or the next one listed. */
function stepped(one: Varied, start: Settings[string], step: number): Settings[string] {
  const { factor, dimension } = one;
  const place = placeOf(one, start);
  const value = valueAt(one, reflected(place + step));
  if (!sameValue(value, start)) return value;
  if (!isRange(factor)) return valueAt(one, reflected(place + Math.sign(step) / factor.values.length));
  if (dimension.field.type === 'number' && dimension.field.integer) return Math.min(factor.high, Math.max(factor.low, Number(start) + Math.sign(step)));
  return value;
}

/** Where the base has no such setting, its trick is off, and the usual value is where to start. */
function startOf({ dimension }: Varied, from: Settings): Settings[string] {
  return from[dimension.id] ?? dimension.field.default;
}

function isOrdered({ factor, dimension }: Varied): boolean {
  return isRange(factor) || dimension.field.type === 'number';
}

/** The earliest of the best. */
function bestOf(arms: readonly Arm[], outcomeOf: (label: string) => Score | undefined): Arm | undefined {
  return arms.reduce<Arm | undefined>((best, arm) => (best && compareScores(outcomeOf(best.label)!, outcomeOf(arm.label)!) <= 0 ? best : arm), undefined);
}

function firstOf<T>(attempts: number, attempt: (i: number) => T | undefined): T | undefined {
  for (let i = 0; i < attempts; i++) {
    const found = attempt(i);
    if (found !== undefined) return found;
  }
  return undefined;
}
