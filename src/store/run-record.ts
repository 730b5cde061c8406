/** What the page remembers of a run, and how each event of the engine changes it. */
import type { Catalogue } from '../core/catalogue';
import type { Experiment } from '../core/experiment';
import { fold, planLearningRate, type Recipe } from '../core/fold';
import type { HealthPlan } from '../core/health';
import { writeLink } from '../core/permalink';
import { accuracyEstimate, percent } from '../core/statistics';
import type { EvaluationResult } from '../core/trick';
import type { BackendReport, Metrics, RunEvent } from '../engine/protocol';
import type { RunStatus } from './run-status';
import type { Evaluation, Probed } from '../lab/trial';
import { StepSeries } from './step-series';

export type { Evaluation, Probed };

export interface PlannedRate {
  readonly step: number;
  readonly rate: number;
}

export interface RunRecord {
  readonly id: number;
  /** What differs from the run before. */
  readonly name: string;
  readonly experiment: Experiment;
  readonly link: string;
  /** Index into the palette of run colours. */
  readonly colour: number;
  readonly status: RunStatus;
  readonly pinned: boolean;
  readonly backend?: BackendReport;
  /** Of the samples it learns from, once it has started. */
  readonly data?: string;
  readonly parameters: number;
  readonly steps: number;
  readonly stepsPerEpoch: number;
  /** Steps taken. */
  readonly step: number;
  /** Seconds of training, pauses not counted. */
  readonly seconds: number;
  readonly secondsLeft?: number;
  /** Shared by all versions of the record; `points` of it belong to this one. */
  readonly series: StepSeries;
  readonly points: number;
  readonly evaluations: readonly Evaluation[];
  /** What the figures of probes are of, once the run has started. */
  readonly health?: HealthPlan;
  readonly probes: readonly Probed[];
  readonly plan: readonly PlannedRate[];
  readonly final?: Metrics;
  /** Short name of the trained weights. */
  readonly weights?: string;
  /** What is worth knowing of how it was computed, a sentence each. */
  readonly notes: readonly string[];
  readonly failure?: { readonly reason: string; readonly advice: string };
  /** The test set, once uncovered. */
  readonly test?: EvaluationResult;
  /** How often it was looked at with this run. */
  readonly peeks: number;
}

const PLAN_POINTS = 240;

/** A run about to start. @throws RecipeError */
export function newRecord(catalogue: Catalogue, experiment: Experiment, identity: Pick<RunRecord, 'id' | 'name' | 'colour'>): RunRecord {
  const recipe = fold(catalogue, experiment);
  return {
    ...identity,
    experiment,
    link: writeLink(catalogue, experiment),
    status: 'starting',
    pinned: false,
    parameters: recipe.network.parameterCount,
    ...lengthAndPlan(recipe),
    step: 0,
    seconds: 0,
    series: new StepSeries(),
    points: 0,
    evaluations: [],
    probes: [],
    notes: [],
    peeks: 0,
  };
}

/** The record after an event; the caller decides whether the run is to start paused. */
export function applyEvent(catalogue: Catalogue, run: RunRecord, event: RunEvent): RunRecord {
  switch (event.type) {
    case 'started': {
      // Files may hold fewer samples than the experiment asks for, and then the run is shorter than planned.
      const sameLength = event.steps === run.steps && event.stepsPerEpoch === run.stepsPerEpoch;
      const changed = sameLength ? {} : lengthAndPlan(fold(catalogue, run.experiment, event.stepsPerEpoch * event.batchSize));
      return { ...run, ...changed, status: 'training', backend: event.backend, parameters: event.parameters, health: event.health, data: event.data };
    }
    case 'progress': {
      run.series.append(event);
      return { ...run, points: run.series.length, step: event.step, seconds: event.seconds, secondsLeft: event.secondsLeft };
    }
    case 'health': {
      const size = event.figures.length / event.at.length;
      const fresh = Array.from(event.at, (step, i) => ({ step, figures: event.figures.slice(i * size, (i + 1) * size) }));
      return { ...run, probes: [...run.probes, ...fresh] };
    }
    case 'evaluated': {
      const { train, dev, step, cycleEnd } = event;
      const last = run.evaluations.at(-1);
      const before = last?.step === step ? run.evaluations.slice(0, -1) : run.evaluations;
      return { ...run, evaluations: [...before, { train, dev, step, cycleEnd: cycleEnd || (last?.step === step && last.cycleEnd) }] };
    }
    case 'finished':
      return { ...run, status: 'finished', step: event.steps, seconds: event.seconds, secondsLeft: 0, final: { train: event.train, dev: event.dev }, weights: event.weights };
    case 'failed':
      return { ...run, status: 'failed', failure: { reason: event.reason, advice: event.advice } };
    case 'recovered': {
      // Steps since the run was last kept are taken again.
      run.series.cutAt(event.step);
      const note = `${event.reason}. It went on from step ${event.step}.`;
      const evaluations = run.evaluations.filter(({ step }) => step <= event.step);
      return { ...run, evaluations, probes: run.probes.filter(({ step }) => step < event.step), points: run.series.length, step: event.step, backend: event.backend, notes: [...run.notes, note] };
    }
    case 'note':
      return { ...run, notes: [...run.notes, event.text] };
    case 'kept':
      return run;
    case 'paused':
      return { ...run, status: 'paused' };
    case 'resumed':
      return { ...run, status: 'training' };
    case 'stopped':
      return { ...run, status: 'stopped' };
  }
}

export function isActive({ status }: RunRecord): boolean {
  return status === 'starting' || status === 'training' || status === 'paused';
}

/** The newest figures of a run: those at its end, or else those of its last evaluation. */
export function latestMetrics(run: RunRecord): Metrics | undefined {
  return run.final ?? run.evaluations.at(-1);
}

/** What the status line says of a run. */
export function statusText(run: RunRecord): string {
  const metrics = latestMetrics(run);
  const accuracy = metrics && `dev accuracy ${percent(accuracyEstimate(metrics.dev))}`;
  const line = (...parts: (string | undefined)[]) => parts.filter((part) => part !== undefined).join(' · ');
  switch (run.status) {
    case 'starting':
      return run.backend ? 'Starting · compiling …' : 'Starting · loading the engine …';
    case 'training':
      return run.step === 0 ? 'Starting · compiling …' : line('Training', epochText(run), accuracy);
    case 'paused':
      return line('Paused', epochText(run), accuracy);
    case 'finished':
      return line('Finished', accuracy);
    case 'stopped':
      return line('Stopped', epochText(run), accuracy);
    case 'failed':
      return line('Failed', run.failure?.reason);
  }
}

/** `epoch 2 of 5`, or `epoch 0.3 of 0.5` where a run is no whole number of epochs long. */
export function epochText({ step, stepsPerEpoch, experiment }: RunRecord): string {
  const total = experiment.run.epochs;
  const done = step / stepsPerEpoch;
  if (!Number.isInteger(total)) return `epoch ${done.toFixed(1)} of ${total}`;
  return `epoch ${Math.min(total, Math.floor(done) + 1)} of ${total}`;
}

function lengthAndPlan(recipe: Recipe): Pick<RunRecord, 'steps' | 'stepsPerEpoch' | 'plan'> {
  return { steps: recipe.steps, stepsPerEpoch: recipe.stepsPerEpoch, plan: planLearningRate(recipe, PLAN_POINTS) };
}
