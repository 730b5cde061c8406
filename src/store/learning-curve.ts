/** The learning-curve lab of the page: it goes on, and keeps its results, while the visitor looks at something else. */
import { proxy, type Remote } from 'comlink';
import { createStore } from 'zustand/vanilla';
import { catalogue } from '../catalogue';
import type { NamedFile } from '../core/dataset';
import type { Experiment } from '../core/experiment';
import { grouped, messageOf } from '../core/words';
import type { BackendRequest, Trainer } from '../engine/protocol';
import { openTrainer, type TrainerConnection } from './trainer';
import {
  planLearningCurve,
  runLearningCurve,
  summarise,
  type CurveAxis,
  type CurveOptions,
  type CurvePlan,
  type CurveResult,
  type LabTrainer,
  type MeasuredPoint,
  type NoPlan,
} from '../lab/learning-curve';

export type { CurveAxis, CurveOptions, CurvePlan, MeasuredPoint, NoPlan };

/** A curve that was begun: its plan, and what has been measured so far. */
export interface Curve {
  readonly experiment: Experiment;
  readonly plan: CurvePlan;
  readonly results: readonly CurveResult[];
  /** Runs that ended before their time, a sentence each. */
  readonly failures: readonly string[];
  readonly state: 'running' | 'done' | 'cancelled' | 'failed';
  readonly done: number;
  /** Share of the work, 0 … 1. */
  readonly share: number;
  /** Taken so far. */
  readonly seconds: number;
}

export interface LearningCurveState {
  /** The latest curve of each kind. */
  readonly curves: Readonly<Partial<Record<CurveAxis, Curve>>>;
  /** The kind looked at. */
  readonly shown: CurveAxis | undefined;
}

export interface BeginCurve {
  readonly experiment: Experiment;
  readonly plan: CurvePlan;
  /** Makes a trainer of the lab's own; a worker unless said otherwise. */
  readonly connect?: (onFailure: (reason: string) => void) => TrainerConnection;
  readonly files?: readonly NamedFile[];
  readonly backend?: BackendRequest;
}

const start: LearningCurveState = { curves: {}, shown: undefined };

export const learningCurves = createStore<LearningCurveState>(() => start);

let running: AbortController | undefined;

/** Plans a curve of an experiment, or says why there is none. */
export function planCurve(experiment: Experiment, options: CurveOptions): CurvePlan | NoPlan {
  return planLearningCurve(catalogue, experiment, options);
}

/** The points measured so far. */
export function pointsOf(curve: Curve): MeasuredPoint[] {
  return summarise(curve.results);
}

export function showCurve(axis: CurveAxis): void {
  learningCurves.setState({ shown: axis });
}

/** Ends the curve being measured; what it has measured stays. */
export function cancelCurve(): void {
  running?.abort();
  learningCurves.setState(({ curves }) => ({
    curves: Object.fromEntries(Object.entries(curves).map(([axis, curve]) => [axis, curve.state === 'running' ? { ...curve, state: 'cancelled' as const } : curve])),
  }));
}

/** Measures a curve from beginning to end, ending another that was being measured. Never rejects: a failure is part of the curve. */
export async function beginCurve({ experiment, plan, connect = openTrainer, files, backend }: BeginCurve): Promise<void> {
  cancelCurve();
  const abort = new AbortController();
  running = abort;
  const { axis } = plan.options;
  const update = (change: (curve: Curve) => Partial<Curve>): void => {
    const { curves } = learningCurves.getState();
    const curve = curves[axis];
    if (!abort.signal.aborted && curve) learningCurves.setState({ curves: { ...curves, [axis]: { ...curve, ...change(curve) } } });
  };
  const began = performance.now();
  const fresh: Curve = { experiment, plan, results: [], failures: [], state: 'running', done: 0, share: 0, seconds: 0 };
  learningCurves.setState(({ curves }) => ({ curves: { ...curves, [axis]: fresh }, shown: axis }));
  let connection: TrainerConnection | undefined;
  try {
    let lost: (reason: Error) => void = () => undefined;
    const loss = new Promise<never>((_, reject) => {
      lost = reject;
    });
    connection = connect((reason) => lost(new Error(`The lab's worker broke down: ${reason}.`)));
    const work = runLearningCurve(localEnd(connection.trainer), plan, {
      signal: abort.signal,
      ...(files ? { files } : {}),
      ...(backend ? { backend } : {}),
      onResult: (result) => update(({ results }) => ({ results: [...results, result] })),
      onFailure: ({ x }, reason) => update(({ failures }) => ({ failures: [...failures, `${axis === 'size' ? 'Size' : 'Width'} ${grouped(x)}: ${reason}`] })),
      onProgress: (progress) => update(() => ({ ...progress, seconds: (performance.now() - began) / 1000 })),
    });
    await Promise.race([work, loss]);
    update(() => ({ state: 'done' }));
  } catch (error) {
    update(({ failures }) => ({ state: 'failed', failures: [...failures, messageOf(error)] }));
  } finally {
    connection?.close();
  }
}

/** The lab gives plain functions as listeners; across a worker they have to be proxies. */
function localEnd(trainer: Remote<Trainer>): LabTrainer {
  return {
    prepare: (request) => trainer.prepare(request),
    start: (experiment, listener, options) => trainer.start(experiment, proxy(listener), options),
    stop: () => trainer.stop(),
  };
}
