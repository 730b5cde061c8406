/** Results that came along with a link: opening them, putting them among the trials of the lab, and making the runs again here. */
import type { Catalogue } from '../../core/catalogue';
import type { Experiment } from '../../core/experiment';
import { readLink, writeLink } from '../../core/permalink';
import { splitResults } from '../../core/result-link/address';
import { judge, type Judgement } from '../../core/result-link/judge';
import { readResults } from '../../core/result-link/payload';
import type { RecordedRun } from '../../core/result-link/recorded';
import type { BackendReport } from '../../engine/protocol';
import { sparkOf } from '../../lab/queue/curve-builder';
import type { Trial } from '../../lab/trial';
import type { Playground } from '../playground';
import { describeDifference } from '../run-name';
import { isActive, type RunRecord } from '../run-record';
import type { Lab } from './lab';
import { failedTrial, makeTrial } from './make-trial';
import { recordedFromRun } from './to-recorded';

export interface SharedRun {
  /** Of its trial in the lab: the same link gives the same one. */
  readonly id: string;
  readonly recorded: RecordedRun;
  /** As its settings are understood here. */
  readonly experiment: Experiment;
  readonly link: string;
  /** What could not be read of them, a sentence each. */
  readonly notices: readonly string[];
}

export interface SharedResults {
  readonly id: string;
  readonly title: string;
  readonly runs: readonly SharedRun[];
  /** What the settings in the address say otherwise than the first run was recorded with: somebody has changed them since. */
  readonly edited: readonly string[];
}

/** Never throws. @param address with a payload @returns a sentence where the results cannot be read */
export function openResults(catalogue: Catalogue, address: string): SharedResults | { readonly problem: string } {
  const { settings, payload = '' } = splitResults(address);
  const answer = readResults(payload);
  if (!answer.ok) return { problem: answer.problem };
  const { id, results } = answer;
  const runs = results.runs.map((recorded, i): SharedRun => {
    const { experiment, notices } = readLink(catalogue, `#${recorded.settings}`);
    return { id: `link-${id}-${i}`, recorded, experiment, link: writeLink(catalogue, experiment), notices };
  });
  const shown = readLink(catalogue, settings).experiment;
  return { id, title: results.title, runs, edited: describeDifference(catalogue, runs[0]!.experiment, shown) };
}

/** Puts the runs among the trials, those that are not there yet; the first one is the parent of the others. */
export function keepResults(lab: Lab, { title, runs }: SharedResults): void {
  for (const run of runs) {
    if (lab.trial(run.id)) continue;
    const trial = trialOf(lab, run, runs[0]!.id, title);
    const { evaluations } = run.recorded;
    const none = { at: new Float64Array(), objective: new Float32Array(), learningRate: new Float32Array(), probes: [] };
    lab.record({ trial, curves: { id: run.id, evaluations, ...none } });
  }
}

function trialOf(lab: Lab, { id, recorded, experiment }: SharedRun, first: string, title: string): Trial {
  const { catalogue, state } = lab;
  const wanted = { experiment, name: recorded.name, ...(id === first ? {} : { parent: first }) };
  // A clock may be wrong, and a link may claim anything.
  const ended = Math.min(recorded.ended, Date.now());
  const circumstances = { origin: 'link', created: ended } as const;
  const made = madeTrial(() => makeTrial(catalogue, state.trials, wanted, circumstances), (error) => failedTrial(catalogue, state.trials, wanted, circumstances, error));
  const { train, dev, test, status, backend, data } = recorded;
  return {
    ...made,
    id,
    status,
    ended,
    step: recorded.step,
    steps: recorded.steps,
    stepsPerEpoch: recorded.stepsPerEpoch,
    seconds: recorded.seconds,
    backend: reportOf(recorded),
    ...(data === '' ? {} : { data }),
    latest: { train, dev },
    ...(status === 'finished' ? { final: { train, dev } } : {}),
    ...(test ? { test } : {}),
    ...(status === 'failed' ? { failure: { reason: `It failed after ${recorded.step} steps, on ${backend.device}.`, advice: 'Its link does not say more.' } } : {}),
    spark: sparkOf(recorded.evaluations),
    note: title === '' ? 'From a link with results.' : `From the link “${title}”.`,
  };
}

/** Settings that cannot be trained here were trained somewhere, so they have a place all the same. */
function madeTrial(make: () => Trial, otherwise: (error: unknown) => Trial): Trial {
  const sound = ({ failure: _, ...trial }: Trial): Trial => trial;
  try {
    return make();
  } catch (error) {
    return sound(otherwise(error));
  }
}

function reportOf({ backend: { id, safeMode, device } }: RecordedRun): BackendReport {
  return { backend: id, safeMode, device, reason: 'Recorded in a link.' };
}

/** Whether a run of the page has come to its end, or is not there any more. */
const over = (run: RunRecord | undefined): boolean => run === undefined || !isActive(run);

/**
 * Makes a run again, as the page's own, and judges it when it is over.
 * @returns undefined where it could not begin; a notice says why
 */
export async function reproduce(playground: Playground, { recorded, experiment, link, notices }: SharedRun): Promise<Judgement | undefined> {
  // What is in the controls already stays there, and so does the address.
  if (writeLink(playground.catalogue, playground.state.experiment) !== link) playground.restore({ experiment }, { byPage: true });
  const before = playground.current?.id;
  await playground.train();
  const id = playground.current?.id;
  if (id === undefined || id === before || playground.current?.link !== link) return undefined;
  const find = (): RunRecord | undefined => playground.state.runs.find((run) => run.id === id);
  let last = find();
  await new Promise<void>((resolve) => {
    const look = (): void => {
      const now = find();
      last = now ?? last;
      if (!over(now)) return;
      unsubscribe();
      resolve();
    };
    const unsubscribe = playground.store.subscribe(look);
    look();
  });
  const here = last && recordedFromRun(last, Date.now());
  return here && judge(recorded, here, notices);
}
