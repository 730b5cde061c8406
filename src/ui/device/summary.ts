/** The rows of a device check, put together for reading: the worst case of each kernel, what is wrong first. */
import type { KernelRow, LayerRow, WalkReport } from '../../engine/protocol/device-check';
import { judgeKernels } from '../../diagnose/run/kernels';
import type { Verdict } from '../../diagnose/verdict';

/** Everything that was computed under one title. */
export interface Checked {
  readonly title: string;
  readonly kernel: string;
  /** How many shapes. */
  readonly cases: number;
  readonly worst: KernelRow;
  readonly ok: boolean;
}

export interface CheckedGroup {
  readonly group: string;
  readonly checked: readonly Checked[];
  readonly cases: number;
  readonly wrong: number;
  /** The largest error of all, in root mean squares. */
  readonly maxError: number;
}

/** How far an error is beyond what is right; above 1 it is wrong. A kernel that only moves values has no error to spare. */
const excess = ({ maxError, tolerance }: KernelRow): number => (maxError === 0 ? 0 : maxError / tolerance);

export function summarise(rows: readonly KernelRow[]): CheckedGroup[] {
  const groups = [...new Set(rows.map(({ group }) => group))].map((group) => groupOf(group, rows.filter((row) => row.group === group)));
  return groups.sort((a, b) => Number(b.wrong > 0) - Number(a.wrong > 0));
}

function groupOf(group: string, rows: readonly KernelRow[]): CheckedGroup {
  const titles = [...new Set(rows.map(({ title }) => title))];
  const checked = titles.map((title) => checkedOf(rows.filter((row) => row.title === title))).sort((a, b) => excess(b.worst) - excess(a.worst));
  return { group, checked, cases: rows.length, wrong: checked.filter(({ ok }) => !ok).length, maxError: Math.max(...rows.map(({ maxError }) => maxError)) };
}

function checkedOf(rows: readonly KernelRow[]): Checked {
  const worst = rows.reduce((a, b) => (excess(b) > excess(a) ? b : a));
  return { title: worst.title, kernel: worst.kernel, cases: rows.length, worst, ok: rows.every(({ ok }) => ok) };
}

/** The verdict on all of them. */
export function verdictOf(groups: readonly CheckedGroup[]): Verdict {
  return judgeKernels(groups.flatMap(({ checked }) => checked.map(({ title, worst: { maxError }, ok }) => ({ kernel: title, maxError, ok }))));
}

/** The larger error of a layer's output in evaluation and in training; undefined where there is none. */
export const outputError = ({ output, trainingOutput }: LayerRow): number | undefined => larger(output, trainingOutput);

/** The larger error of the gradients in a layer's output and in its parameters. */
export const gradientError = ({ outputGradient, parameterGradient }: LayerRow): number | undefined => larger(outputGradient, parameterGradient);

function larger(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
}

/** One sentence, or two. */
export function walkText({ layers, samples, wrongForward, wrongBackward }: WalkReport): string {
  const forward = wrongForward !== undefined && `“${wrongForward}” is the first layer whose output differs from that of the plain processor`;
  const backward =
    wrongBackward !== undefined &&
    (wrongBackward === 'loss' ? 'the gradient of the loss itself differs' : `“${wrongBackward}” gets the right gradient from above and passes on a wrong one`);
  if (!forward && !backward) return `All ${layers.length} layers give the outputs and gradients of the plain processor on ${samples} dev samples.`;
  const sentence = [forward, backward].filter(Boolean).join('; ');
  return `${sentence[0]!.toUpperCase()}${sentence.slice(1)}.`;
}

/** `3.4e−7`, `2.4`, `0` where there is none, `not a number` where nothing can be said. */
export function errorText(error: number | undefined): string {
  if (error === undefined) return '—';
  if (error === 0) return '0';
  if (!Number.isFinite(error)) return 'no number';
  return error >= 0.01 && error < 1e4 ? String(Number(error.toPrecision(2))) : error.toExponential(1).replace('e-', 'e−').replace('e+', 'e');
}
