/** `--dump`: what a number of the panels is made from, as `.npy` files, and the numbers themselves, so that they can be computed again elsewhere. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readHealth, type HealthPlan } from '../core/health';
import { calibrate } from '../diagnose/errors/calibration';
import { classScores, confusionMatrix, decisions, score } from '../diagnose/errors/predictions';
import { sliceAccuracy } from '../diagnose/errors/slices';
import type { OutcomesView, RunEvent, TensorValues, Trainer } from '../engine/protocol';
import { npyBytes } from './npy';

/** As the page asks: steps between two looks at the health of the network, and dev samples whose answers are looked at. */
export const PROBE_EVERY = 10;
const MOST_ANSWERS = 2000;

/** What the last probed step has measured. */
export class LastProbe {
  private plan: HealthPlan | undefined;
  private step = 0;
  private figures: Float32Array | undefined;

  note(event: RunEvent): void {
    if (event.type === 'started') this.plan = event.health;
    if (event.type !== 'health') return;
    this.step = event.at.at(-1)!;
    this.figures = event.figures.slice(-event.figures.length / event.at.length);
  }

  /** By parameter and layer; `step` is 0-based, and the weights are those before it. */
  read(): object | undefined {
    if (!this.plan || !this.figures) return undefined;
    const { parameters, layers } = readHealth(this.plan, this.figures);
    return {
      step: this.step,
      parameters: Object.fromEntries(this.plan.parameters.map((path, i) => [path, parameters[i]])),
      layers: Object.fromEntries(this.plan.layers.map(({ name }, i) => [name, layers[i]])),
    };
  }
}

/**
 * Writes one file for each tensor of `Trainer.dump`; `answers/labels`, `answers/probabilities`, `answers/losses` and `answers/attributes/<name>` of the
 * first dev samples; and `figures.json`: what the last probed step measured, what the Errors view makes of those answers, and all verdicts.
 */
export async function writeDump(folder: string, trainer: Trainer, probe: LastProbe): Promise<void> {
  const answers = await trainer.outcomes('dev', MOST_ANSWERS);
  const tensors: Record<string, TensorValues> = { ...(await trainer.dump()), ...tensorsOf(answers) };
  for (const [name, { shape, values }] of Object.entries(tensors)) await write(join(folder, `${name}.npy`), npyBytes(shape, values));
  const { step, verdicts } = await trainer.examine();
  const figures = { step, probe: probe.read(), errors: errorFigures(answers), verdicts };
  await write(join(folder, 'figures.json'), `${JSON.stringify(figures, plainly, 1)}\n`);
}

function tensorsOf({ labels, probabilities, losses, attributes, classes }: OutcomesView): Record<string, TensorValues> {
  const { length } = labels;
  return {
    'answers/labels': { shape: [length], values: labels },
    'answers/probabilities': { shape: [length, classes], values: probabilities },
    'answers/losses': { shape: [length], values: losses },
    ...Object.fromEntries(Object.entries(attributes).map(([name, values]) => [`answers/attributes/${name}`, { shape: [length], values }])),
  };
}

function errorFigures(answers: OutcomesView): object {
  const { labels, attributes } = answers;
  const confusion = confusionMatrix(answers);
  const correct = Array.from(decisions(answers), (decided, i) => decided === labels[i]);
  const attributesOf = (i: number) => Object.fromEntries(Object.entries(attributes).flatMap(([name, values]) => (Number.isNaN(values[i]) ? [] : [[name, values[i]!]])));
  return {
    scores: score(answers),
    classes: classScores(confusion),
    confusion: Array.from({ length: answers.classes }, (_, k) => [...confusion.counts.subarray(k * answers.classes, (k + 1) * answers.classes)]),
    calibration: calibrate(answers),
    slices: sliceAccuracy(correct, Array.from(labels, (_, i) => attributesOf(i))),
  };
}

/** Typed arrays become lists. */
function plainly(_: string, value: unknown): unknown {
  return ArrayBuffer.isView(value) ? Array.from(value as Float32Array) : value;
}

async function write(file: string, content: Uint8Array | string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}
