/** `--export`: what a run has measured and learned, as files for other programs. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Catalogue } from '../core/catalogue';
import type { Experiment } from '../core/experiment';
import { fold } from '../core/fold';
import type { HealthPlan } from '../core/health';
import { writeLink } from '../core/permalink';
import type { EvaluationResult } from '../core/trick';
import type { RunEvent, StartedEvent, Trainer } from '../engine/protocol';
import { concat } from '../export/files/bytes';
import { csvHeader, csvLines } from '../export/metrics/csv';
import { jsonLines } from '../export/metrics/json-lines';
import type { MeasuredRun } from '../export/metrics/measured-run';
import { eventFileName, eventRecords } from '../export/metrics/tensorboard';
import { kerasModel, torchFile, weightsFile } from '../export/model';
import { KerasError } from '../export/model/keras';
import { torchObstacle } from '../export/model/torch';
import { writePytorch } from '../export/pytorch';
import type { Evaluation } from '../lab/trial';

/** Remembers what a run tells of itself. */
export class RunRecorder {
  private readonly created = Date.now();
  private started: StartedEvent | undefined;
  private readonly evaluations: Evaluation[] = [];
  private readonly at: number[] = [];
  private readonly objective: number[] = [];
  private readonly learningRate: number[] = [];
  private end: Pick<MeasuredRun, 'status' | 'final' | 'failure'> = { status: 'running' };
  private step = 0;
  private seconds = 0;

  constructor(
    private readonly catalogue: Catalogue,
    private readonly experiment: Experiment,
  ) {}

  note(event: RunEvent): void {
    if (event.type === 'started') this.started = event;
    else if (event.type === 'evaluated') {
      const { step, train, dev, cycleEnd } = event;
      this.evaluations.push({ step, train, dev, cycleEnd });
    } else if (event.type === 'progress') {
      this.at.push(...event.at);
      this.objective.push(...event.objective);
      this.learningRate.push(...event.learningRate);
      this.step = event.step;
      this.seconds = event.seconds;
    } else if (event.type === 'finished') {
      this.seconds = event.seconds;
      this.end = { status: 'finished', final: { train: event.train, dev: event.dev } };
    } else if (event.type === 'failed') this.end = { status: 'failed', failure: { reason: event.reason, advice: event.advice } };
  }

  /** @param test the result on the test set, where it was looked at */
  run(test?: EvaluationResult): MeasuredRun {
    const { steps = 0, stepsPerEpoch = 1, batchSize = 0, parameters = 0, backend, health } = this.started ?? {};
    return {
      ...{ id: '1', experiment: this.experiment, link: writeLink(this.catalogue, this.experiment), name: titleOf(this.catalogue, this.experiment), label: '', note: '', tags: [] },
      ...{ created: this.created, step: this.step, steps, stepsPerEpoch, batchSize, seconds: this.seconds, parameters, ...this.end },
      ...(backend ? { backend } : {}),
      ...(test ? { test } : {}),
      curves: { id: '1', evaluations: this.evaluations, ...this.series(health) },
    };
  }

  private series(health: HealthPlan | undefined) {
    const series = { at: Float64Array.from(this.at), objective: Float32Array.from(this.objective), learningRate: Float32Array.from(this.learningRate) };
    return { ...series, ...(health ? { health } : {}), probes: [] };
  }
}

/** Metrics and the script; the folder is made where it is missing. */
export async function exportRun(folder: string, catalogue: Catalogue, run: MeasuredRun): Promise<void> {
  await writeFiles(folder, {
    'metrics.csv': [csvHeader(), ...csvLines(run)].join(''),
    'metrics.jsonl': [...jsonLines(run)].join(''),
    [eventFileName(run)]: concat([...eventRecords(run)]),
    'script.py': writePytorch(catalogue, run.experiment),
  });
}

/** The network. @returns what is left out, and why, a sentence each */
export async function exportNetwork(folder: string, catalogue: Catalogue, trainer: Pick<Trainer, 'exportModel'>): Promise<string[]> {
  const model = await trainer.exportModel();
  const left: string[] = [];
  await writeFiles(folder, { 'model.safetensors': weightsFile(catalogue, model) });
  const obstacle = torchObstacle(catalogue, fold(catalogue, model.experiment));
  if (obstacle === undefined) await writeFiles(folder, { 'model-pytorch.safetensors': torchFile(catalogue, model) });
  else left.push(`There are no weights for script.py: ${obstacle}`);
  try {
    await writeFiles(join(folder, 'keras'), { ...kerasModel(catalogue, model) });
  } catch (error) {
    if (!(error instanceof KerasError)) throw error;
    left.push(`There is no Keras model: ${error.message}`);
  }
  return [...left, ...model.caveats];
}

async function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
}

function titleOf({ datasets, models }: Catalogue, { data, model }: Experiment): string {
  return `${datasets[data.id]!.title} · ${models[model.id]!.title}`;
}
