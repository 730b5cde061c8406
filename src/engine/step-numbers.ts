import { clockAt } from '../core/clock';
import { knobsAt, type Recipe } from '../core/fold';
import { Stream } from '../core/random';
import type { ScheduleState } from '../core/trick';

/** The numbers of a step: knobs by name, draws by `<trick>:<name>`, and `count`, how many updates there are with this one. */
export function numbersAt(recipe: Recipe, step: number, schedule: ScheduleState): Readonly<Record<string, number>> {
  const { knobs } = knobsAt(recipe, clockAt(step, recipe.steps, recipe.stepsPerEpoch), schedule);
  const numbers: Record<string, number> = { ...knobs, count: step + 1 };
  for (const { declaration, effects } of recipe.tricks) {
    const drawn = effects.draws?.(Stream.of(recipe.experiment.run.seed, declaration.id, 'draws', step), knobs) ?? {};
    for (const [name, value] of Object.entries(drawn)) numbers[`${declaration.id}:${name}`] = value;
  }
  return numbers;
}
