/** What several learning-rate schedules have in common. */
import type { Clock } from './clock';
import { cos, expm1, ln } from './exact-math';
import type { Schedule } from './trick';

/** A position in cycles that is nearer than this to a whole number is meant to be it; far below one step of any run. */
const ROUNDING = 1e-9;

/** A schedule that never starts anew: the whole run is its one cycle. */
export function inOneCycle(factorAt: (clock: Clock) => number): Schedule {
  return { at: (clock) => ({ factor: factorAt(clock), cycle: 0, phase: clock.progress }) };
}

/** From 1 at t = 0 along half a cosine wave to 0 at t = 1. */
export function halfCosine(t: number): number {
  return (1 + cos(Math.PI * t)) / 2;
}

/** (P^u − 1)/(P − 1) by expm1, which stays exact near P = 1, where it is u itself. */
export function cosinePower(u: number, power: number): number {
  const logPower = ln(power);
  return logPower === 0 ? u : expm1(u * logPower) / expm1(logPower);
}

/** The number of the cycle, and the share of it that has passed, at a position measured in cycles. */
export function cycleAt(position: number): { readonly cycle: number; readonly phase: number } {
  const nearest = Math.round(position);
  const exact = Math.abs(position - nearest) < ROUNDING ? nearest : position;
  const cycle = Math.floor(exact);
  return { cycle, phase: exact - cycle };
}

/** A curve from 1 to 0 lifted so that it ends at a floor. */
export function aboveFloor(floor: number, shape: number): number {
  return floor + (1 - floor) * shape;
}

/** The same in Python. @param shape an expression */
export function pythonAboveFloor(floor: number, shape: string): string {
  return floor === 0 ? shape : `${floor} + (1 - ${floor}) * ${shape}`;
}

/** Half a cosine wave in Python. @param t an expression */
export function pythonHalfCosine(t: string): string {
  return `(1 + math.cos(math.pi * ${t})) / 2`;
}

/** {@link cosinePower} in Python. @param u an expression */
export function pythonCosinePower(u: string, power: number): string {
  return power === 1 ? u : `math.expm1(${u} * math.log(${power})) / math.expm1(math.log(${power}))`;
}
