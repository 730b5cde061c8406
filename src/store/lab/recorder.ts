/** Makes trials of the runs that the page trains itself, so that none of them is forgotten. */
import type { Experiment } from '../../core/experiment';
import { evenly, sparkOf, thinSeries } from '../../lab/queue/curve-builder';
import { MOST_PROBES, type Trial, type TrialCurves, type TrialStatus } from '../../lab/trial';
import type { Playground, PlaygroundState } from '../playground';
import { isActive, type RunRecord } from '../run-record';
import type { Lab } from './lab';
import { makeTrial } from './make-trial';

/** A run under way is kept at most this often, in ms. */
const KEEP_INTERVAL = 5000;

/** A run of the page, and what has become of it. */
interface Recorded {
  readonly created: number;
  /** The run before it, or what was restored: a run's number or a trial's id. */
  readonly parent: number | string | undefined;
  /** Let go once the page has no use for it any more, and all of it is in its trial. */
  run: RunRecord | undefined;
  /** Of its trial, once it has one. */
  trial?: string;
  kept?: { readonly at: number; readonly run: RunRecord };
}

/** Records every run of the page that takes a step, those before this call included. @returns a way to end it */
export function recordRuns(playground: Pick<Playground, 'store' | 'catalogue'>, lab: Lab, now: () => number = Date.now): () => void {
  const recorder = new Recorder(playground, lab, now);
  recorder.look(playground.store.getState());
  const ends = [
    playground.store.subscribe((state, before) => {
      if (state.experiment !== before.experiment) recorder.noteRestored(state.experiment, state.runs);
      if (state.runs !== before.runs) recorder.look(state);
    }),
    lab.store.subscribe((state, before) => {
      if (state.trials !== before.trials) recorder.catchUp();
    }),
  ];
  return () => ends.forEach((end) => end());
}

class Recorder {
  private readonly recorded = new Map<number, Recorded>();
  /** The settings in the controls come from here, where they are not those of the last run. */
  private restored: number | string | undefined;
  private last: number | undefined;
  /** Those whose trial was deleted while they had more to say: it may come back. */
  private readonly owed = new Set<Recorded>();

  constructor(
    private readonly playground: Pick<Playground, 'catalogue'>,
    private readonly lab: Lab,
    private readonly now: () => number,
  ) {}

  /** An experiment taken over from a run or a trial is the very same object. */
  noteRestored(experiment: Experiment, runs: readonly RunRecord[]): void {
    const source = runs.find((run) => run.experiment === experiment)?.id ?? this.lab.state.trials.find((trial) => trial.experiment === experiment)?.id;
    if (source !== undefined) this.restored = source;
  }

  look({ runs }: PlaygroundState): void {
    const present = new Set<number>();
    for (const run of runs) {
      present.add(run.id);
      const known = this.recorded.get(run.id) ?? this.meet(run);
      known.run = run;
      this.keepIfDue(known);
    }
    for (const [id, known] of this.recorded) {
      if (present.has(id) || !known.run) continue;
      // It was reset, or the page has let it go.
      if (isActive(known.run)) known.run = { ...known.run, status: 'stopped' };
      this.keepIfDue(known);
      if (!this.owed.has(known)) letGo(known);
    }
  }

  /** Deleted trials may have come back. */
  catchUp(): void {
    for (const known of [...this.owed]) {
      if (!known.run || !this.lab.trial(known.trial!)) continue;
      this.owed.delete(known);
      this.keep(known, known.run);
    }
  }

  private meet(run: RunRecord): Recorded {
    const met: Recorded = { created: this.now(), parent: this.restored ?? this.last, run };
    this.recorded.set(run.id, met);
    this.last = run.id;
    this.restored = undefined;
    return met;
  }

  private keepIfDue(known: Recorded): void {
    const { run, kept } = known;
    if (!run || run.step === 0 || run === kept?.run) return;
    const measured = run.evaluations.some(({ step }) => step > 0);
    const waits = kept !== undefined && this.now() - kept.at < KEEP_INTERVAL;
    const settled = !isActive(run) && (kept?.run.status !== run.status || kept.run.test !== run.test);
    if (settled || (isActive(run) && measured && !waits)) this.keep(known, run);
  }

  private keep(known: Recorded, run: RunRecord): void {
    const { lab, now } = this;
    const before = known.trial === undefined ? this.begin(known, run) : lab.trial(known.trial);
    if (!before) {
      // It was deleted meanwhile.
      this.owed.add(known);
      return;
    }
    known.kept = { at: now(), run };
    known.trial = before.id;
    const status = statusOf(run);
    const latest = run.evaluations.at(-1);
    const trial: Trial = {
      ...before,
      status,
      ...(status === 'running' ? {} : { ended: before.ended ?? now() }),
      step: run.step,
      steps: run.steps,
      stepsPerEpoch: run.stepsPerEpoch,
      seconds: run.seconds,
      parameters: run.parameters,
      ...(run.backend ? { backend: run.backend } : {}),
      ...(run.data === undefined ? {} : { data: run.data }),
      ...(latest ? { latest: { train: latest.train, dev: latest.dev } } : {}),
      ...(run.final ? { final: run.final } : {}),
      ...(run.weights === undefined ? {} : { weights: run.weights }),
      ...(run.test ? { test: run.test } : {}),
      ...(run.failure ? { failure: run.failure } : {}),
      spark: sparkOf(run.evaluations),
    };
    lab.record({ trial, curves: curvesOf(run, trial.id) });
  }

  private begin({ parent, created }: Recorded, run: RunRecord): Trial {
    const id = this.trialOf(parent);
    const { trials } = this.lab.state;
    return makeTrial(this.playground.catalogue, trials, { experiment: run.experiment, ...(id === undefined ? {} : { parent: id }) }, { origin: 'page', created });
  }

  /** The nearest of its ancestors that has a trial: runs that took no step have none. */
  private trialOf(source: number | string | undefined): string | undefined {
    if (typeof source !== 'number') return source;
    const known = this.recorded.get(source);
    return known?.trial ?? this.trialOf(known?.parent);
  }
}

/** Of a run that is over, its trial is enough: a visit may see hundreds, with all their steps. */
function letGo(known: Recorded): void {
  known.run = undefined;
  delete known.kept;
}

function statusOf({ status }: RunRecord): TrialStatus {
  return status === 'finished' || status === 'failed' || status === 'stopped' ? status : 'running';
}

function curvesOf({ evaluations, series, points, health, probes }: RunRecord, id: string): TrialCurves {
  const { step: at, objective, learningRate } = series;
  return { id, evaluations, ...thinSeries({ at, objective, learningRate }, points), ...(health ? { health } : {}), probes: evenly(probes, MOST_PROBES) };
}
