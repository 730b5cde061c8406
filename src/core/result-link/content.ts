/** The content of a link with results, as bytes: the title, then one run after the other. */
import type { EvaluationResult } from '../trick';
import { ByteReader, ByteWriter, Damaged } from './bytes';
import { correctOf, readCurves, thinEvaluations, writeCurves } from './curves';
import { BACKENDS, LONGEST, MOST_RUNS, STATUSES, type RecordedBackend, type RecordedEvaluation, type RecordedResults, type RecordedRun } from './recorded';
import { joinSettings, settingsDifference } from './settings';

const MINUTE = 60_000;
const MOST_SAMPLES = 10_000_000;
/** A fingerprint or a hash: 16 hexadecimal digits. */
const HASH = /^[0-9a-f]{16}$/;

export function writeContent({ title, runs }: RecordedResults): Uint8Array {
  const to = new ByteWriter();
  to.text(cut(title, LONGEST.title));
  to.whole(runs.length);
  let before: readonly RecordedEvaluation[] | undefined;
  for (const run of runs) {
    const evaluations = thinEvaluations(run.evaluations);
    writeRun(to, run, runs[0] === run ? undefined : runs[0]);
    writeCurves(to, evaluations, before);
    before = evaluations;
  }
  return to.take();
}

/** @throws Damaged */
export function readContent(content: Uint8Array): RecordedResults {
  const from = new ByteReader(content);
  const title = from.text(LONGEST.title);
  const count = from.whole(MOST_RUNS);
  if (count === 0) throw new Damaged('There is no run');
  const runs: RecordedRun[] = [];
  for (let i = 0; i < count; i++) {
    const run = readRun(from, runs[0]);
    runs.push({ ...run, evaluations: readCurves(from, runs.at(-1)?.evaluations, run.steps) });
  }
  if (!from.finished) throw new Damaged('There is more than was announced');
  return { title, runs };
}

function writeRun(to: ByteWriter, run: RecordedRun, first: RecordedRun | undefined): void {
  const { backend } = run;
  to.text(first ? settingsDifference(first.settings, run.settings) : run.settings);
  to.text(cut(run.name, LONGEST.name));
  const flags = [backend.safeMode, HASH.test(run.data), HASH.test(run.exact), run.test !== undefined, backend.kernels !== 0];
  to.byte(STATUSES.indexOf(run.status));
  to.byte(BACKENDS.indexOf(backend.id));
  to.byte(flags.reduce((sum, flag, i) => sum + (Number(flag) << i), 0));
  to.whole(run.steps);
  to.whole(run.steps - run.step);
  to.whole(run.stepsPerEpoch);
  to.float(run.seconds);
  to.whole(Math.max(0, Math.round(run.ended / MINUTE)));
  to.text(cut(backend.device, LONGEST.device));
  if (HASH.test(run.data)) writeHash(to, run.data);
  if (HASH.test(run.exact)) writeHash(to, run.exact);
  if (backend.kernels !== 0) to.whole(backend.kernels);
  for (const result of [run.train, run.dev, ...(run.test ? [run.test] : [])]) {
    to.whole(result.samples);
    to.whole(Math.min(result.samples, correctOf(result.accuracy, result.samples)));
    to.float(result.loss);
  }
}

function readRun(from: ByteReader, first: RecordedRun | undefined): Omit<RecordedRun, 'evaluations'> {
  const written = from.text(LONGEST.settings);
  const name = from.text(LONGEST.name);
  const status = STATUSES[from.byte()];
  const id = BACKENDS[from.byte()];
  const flags = from.byte();
  const has = (flag: number): boolean => ((flags >> flag) & 1) === 1;
  if (!status || !id) throw new Damaged('The kind of the end or of the backend is not known');
  const steps = from.whole(MOST_STEPS);
  const step = steps - from.whole(steps);
  const stepsPerEpoch = from.whole(MOST_STEPS);
  if (stepsPerEpoch === 0) throw new Damaged('An epoch has no steps');
  const seconds = from.float();
  if (!(seconds >= 0 && Number.isFinite(seconds))) throw new Damaged('The time taken is no time');
  const ended = from.whole(MOST_MINUTES) * MINUTE;
  const device = from.text(LONGEST.device);
  const data = has(1) ? readHash(from) : '';
  const exact = has(2) ? readHash(from) : '';
  const backend: RecordedBackend = { id, safeMode: has(0), device, kernels: has(4) ? from.whole(2 ** 32 - 1) : 0 };
  const [train, dev, test] = Array.from({ length: has(3) ? 3 : 2 }, () => readResult(from));
  const settings = first ? joinSettings(first.settings, written) : written;
  return { settings, name, status, step, steps, stepsPerEpoch, seconds, ended, backend, data, exact, train: train!, dev: dev!, ...(test ? { test } : {}) };
}

const MOST_STEPS = 2 ** 40;
/** The last day that JavaScript knows. */
const MOST_MINUTES = 8.64e15 / MINUTE;

function readResult(from: ByteReader): EvaluationResult {
  const samples = from.whole(MOST_SAMPLES);
  if (samples === 0) throw new Damaged('A result is of no samples');
  const accuracy = from.whole(samples) / samples;
  return { loss: from.float(), accuracy, samples };
}

function writeHash(to: ByteWriter, hash: string): void {
  for (let i = 0; i < hash.length; i += 2) to.byte(parseInt(hash.slice(i, i + 2), 16));
}

function readHash(from: ByteReader): string {
  return Array.from(from.raw(8), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function cut(text: string, most: number): string {
  return [...text].slice(0, most).join('');
}
