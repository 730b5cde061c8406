/** Gathers what a run tells of itself into curves that are short enough to keep. */
import { downsample } from '../../core/downsample';
import type { HealthPlan } from '../../core/health';
import type { EvaluatedEvent, HealthEvent, ProgressEvent } from '../../engine/protocol';
import { MOST_POINTS, MOST_PROBES, SPARK_POINTS, type Evaluation, type Probed, type TrialCurves } from '../trial';

/** The values of every step, in arrays that share their indices. */
interface Series {
  readonly at: ArrayLike<number>;
  readonly objective: ArrayLike<number>;
  readonly learningRate: ArrayLike<number>;
}

export class CurveBuilder {
  evaluations: readonly Evaluation[] = [];
  health: HealthPlan | undefined;
  private at: number[] = [];
  private objective: number[] = [];
  private learningRate: number[] = [];
  private probes: Probed[] = [];

  /** @param before what an earlier part of the run has measured @param steps how many of its steps still count */
  constructor(before?: TrialCurves, steps = 0) {
    if (!before) return;
    this.health = before.health;
    this.evaluations = before.evaluations;
    this.at = [...before.at];
    this.objective = [...before.objective];
    this.learningRate = [...before.learningRate];
    this.probes = [...before.probes];
    this.cutAt(steps);
  }

  addProgress({ at, objective, learningRate }: ProgressEvent): void {
    for (let i = 0; i < at.length; i++) {
      this.at.push(at[i]!);
      this.objective.push(objective[i]!);
      this.learningRate.push(learningRate[i]!);
    }
  }

  addHealth({ at, figures }: HealthEvent): void {
    const size = figures.length / at.length;
    at.forEach((step, i) => this.probes.push({ step, figures: figures.slice(i * size, (i + 1) * size) }));
    // No more is kept than a long run needs.
    if (this.probes.length > 2 * MOST_PROBES) this.probes = this.probes.filter((_, i) => i % 2 === 0);
  }

  /** The same step may be measured twice: as it was, and in the end with averaged weights. */
  addEvaluation({ train, dev, step, cycleEnd }: EvaluatedEvent): void {
    const last = this.evaluations.at(-1);
    const again = last?.step === step;
    this.evaluations = [...(again ? this.evaluations.slice(0, -1) : this.evaluations), { train, dev, step, cycleEnd: cycleEnd || (again && last.cycleEnd) }];
  }

  /** Forgets all that came after so many steps. */
  cutAt(steps: number): void {
    let length = this.at.length;
    while (length > 0 && this.at[length - 1]! >= steps) length--;
    for (const series of [this.at, this.objective, this.learningRate]) series.length = length;
    this.evaluations = this.evaluations.filter(({ step }) => step <= steps);
    this.probes = this.probes.filter(({ step }) => step < steps);
  }

  build(id: string): TrialCurves {
    const { evaluations, health, probes } = this;
    return { id, evaluations, ...thinSeries({ at: this.at, objective: this.objective, learningRate: this.learningRate }, this.at.length), ...(health ? { health } : {}), probes: evenly(probes, MOST_PROBES) };
  }
}

/** At most {@link MOST_POINTS} points of the first `length`; peaks of the objective are kept. */
export function thinSeries({ at, objective, learningRate }: Series, length: number): Pick<TrialCurves, 'at' | 'objective' | 'learningRate'> {
  const indices = Uint32Array.from({ length }, (_, i) => i);
  const kept = downsample(indices, objective, length, MOST_POINTS).map(({ x }) => x);
  return {
    at: Float64Array.from(kept, (i) => at[i]!),
    objective: Float32Array.from(kept, (i) => objective[i]!),
    learningRate: Float32Array.from(kept, (i) => learningRate[i]!),
  };
}

/** Dev accuracy on the way, for a small picture. */
export function sparkOf(evaluations: readonly Evaluation[]): number[] {
  return evenly(evaluations, SPARK_POINTS).map(({ dev }) => dev.accuracy);
}

/** At most `most` of some values, evenly spaced, with the first and the last. */
export function evenly<T>(values: readonly T[], most: number): readonly T[] {
  if (values.length <= most) return values;
  return Array.from({ length: most }, (_, i) => values[Math.round((i * (values.length - 1)) / (most - 1))]!);
}
