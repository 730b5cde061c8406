/**
 * Metrics as JSON Lines (https://jsonlines.org): an object for each thing that was measured. `type` says what it is: `config` opens a run, `step` and
 * `evaluation` tell what the columns of the CSV tell, `health` the root mean squares of a probed step, `result` closes the run. What is not a finite number is
 * null, since JSON has no other word for it.
 */
import { readHealth, type HealthPlan } from '../../core/health';
import { shortest, secondsAt, titleOf, type MeasuredRun } from './measured-run';

/** The lines of one run, each ended by LF. */
export function* jsonLines(run: MeasuredRun): Generator<string> {
  yield jsonLine(config(run));
  for (const { object } of measurements(run)) yield jsonLine(object());
  yield jsonLine(result(run));
}

/** Floats in as few digits as they need. */
export function jsonLine(object: object): string {
  return `${JSON.stringify(object, (_, value: unknown) => (typeof value === 'number' ? shortest(value) : value))}\n`;
}

/** All that is known of a run besides what it measured. */
export function config(run: MeasuredRun): object {
  const { id, link, note, tags, created, steps, stepsPerEpoch, batchSize, parameters, backend, data, path, experiment } = run;
  return {
    ...{ type: 'config', run: id, name: titleOf(run), ...(path === undefined ? {} : { path }), link, created: new Date(created).toISOString(), experiment },
    ...{ steps, stepsPerEpoch, batchSize, parameters, note, tags, ...(backend ? { backend } : {}), ...(data === undefined ? {} : { data }) },
  };
}

/** In ascending order of steps; each is made when it is asked for. */
function measurements(run: MeasuredRun): { readonly step: number; readonly object: () => object }[] {
  const { id, curves, stepsPerEpoch } = run;
  if (!curves) return [];
  const { at, objective, learningRate, evaluations, health, probes } = curves;
  const one = (type: string, step: number, measured: () => object) => ({
    step,
    object: () => ({ type, run: id, step, epoch: step / stepsPerEpoch, seconds: secondsAt(run, step), ...measured() }),
  });
  return [
    ...Array.from(at, (step, i) => one('step', step + 1, () => ({ objective: objective[i]!, learningRate: learningRate[i]! }))),
    ...evaluations.map(({ step, train, dev, cycleEnd }) => one('evaluation', step, () => ({ train, dev, cycleEnd }))),
    ...(health ? probes.map(({ step, figures }) => one('health', step + 1, () => named(health, figures))) : []),
  ].sort((a, b) => a.step - b.step);
}

/** Figures of a probe by parameter and layer, with five digits. */
function named(plan: HealthPlan, figures: Float32Array): object {
  const { parameters, layers } = readHealth(plan, Float64Array.from(figures, (figure) => Number(figure.toPrecision(5))));
  return {
    parameters: Object.fromEntries(plan.parameters.map((path, i) => [path, parameters[i]!])),
    layers: Object.fromEntries(plan.layers.map(({ name }, i) => [name, layers[i]!])),
  };
}

function result({ id, status, step, seconds, final, test, failure }: MeasuredRun): object {
  return { type: 'result', run: id, status, step, seconds, ...(final ?? {}), ...(test ? { test } : {}), ...(failure ? { failure } : {}) };
}
