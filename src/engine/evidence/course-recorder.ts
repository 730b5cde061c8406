/** Keeps what a run reports of itself, for the rules to look at: steps, probes and evaluations. */
import { healthSize, type HealthPlan } from '../../core/health';
import type { Evidence } from '../../diagnose/evidence';
import type { Metrics, RunEvent } from '../protocol';

export interface RecordedProbe {
  readonly step: number;
  readonly figures: Float32Array;
}

export class CourseRecorder {
  readonly objectives: number[] = [];
  readonly rates: number[] = [];
  readonly probes: RecordedProbe[] = [];
  readonly evaluations: NonNullable<Evidence['evaluations']>[number][] = [];
  final: Metrics | undefined;

  /** @param first the step (0-based) that the record begins with */
  constructor(
    readonly first: number,
    private readonly plan: HealthPlan,
  ) {}

  note(event: RunEvent): void {
    if (event.type === 'progress') {
      this.objectives.push(...event.objective);
      this.rates.push(...event.learningRate);
    } else if (event.type === 'health') {
      const size = healthSize(this.plan);
      event.at.forEach((step, i) => this.probes.push({ step, figures: event.figures.slice(i * size, (i + 1) * size) }));
    } else if (event.type === 'evaluated') {
      const { step, train, dev } = event;
      // The last weights of a run may be measured twice: as they are, and averaged.
      if (this.evaluations.at(-1)?.step === step) this.evaluations.pop();
      this.evaluations.push({ step, train, dev });
    } else if (event.type === 'finished') this.final = { train: event.train, dev: event.dev };
  }
}
