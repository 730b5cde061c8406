/** `npm run train`: the engine of the page without a page. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { catalogue } from '../catalogue';
import { DataError, SPLIT_NAMES, type NamedFile, type SplitName } from '../core/dataset';
import { RecipeError } from '../core/fold';
import { writeLink } from '../core/permalink';
import type { EvaluationResult } from '../core/trick';
import type { RateSweep } from '../engine/protocol';
import { LocalTrainer } from '../engine/trainer';
import { readArguments, USAGE, UsageError, type Arguments } from './arguments';
import { LastProbe, PROBE_EVERY, writeDump } from './dump';
import { exportNetwork, exportRun, RunRecorder } from './export';
import { nodePlatform } from './node-platform';
import { ProgressBar } from './progress-bar';
import { trainToEnd } from './shared/train-to-end';

/** @returns the exit code: 0 finished, 1 the run failed, 2 the input was bad */
export async function main(argv: readonly string[]): Promise<number> {
  if (argv.includes('--help')) {
    process.stdout.write(USAGE);
    return 0;
  }
  try {
    return await train(readArguments(catalogue, argv));
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof DataError || error instanceof RecipeError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

async function train({ experiment, backend, safeMode, json, findRate, dataDir, dumpDir, exportDir }: Arguments): Promise<number> {
  const files = catalogue.datasets[experiment.data.id]!.needs ? await readFiles(experiment.data.id, dataDir) : [];
  const trainer = new LocalTrainer(nodePlatform, catalogue);
  await trainer.prepare({ backend, safeMode }).catch((error: Error) => {
    throw new UsageError(error.message);
  });
  if (findRate) {
    const sweep = await trainer.findRate(experiment, { files });
    if (json) print(sweep);
    else process.stdout.write(sweepTable(sweep));
    return 0;
  }
  const bar = new ProgressBar(process.stderr);
  const recorder = new RunRecorder(catalogue, experiment);
  const probe = new LastProbe();
  const options = { files, probeEvery: dumpDir === undefined ? undefined : PROBE_EVERY };
  const outcome = await trainToEnd(trainer, experiment, options, (event) => {
    bar.show(event);
    recorder.note(event);
    probe.note(event);
    // The end is printed below, with what is measured after it.
    if (json && event.type !== 'finished' && event.type !== 'failed') print(event);
  });
  bar.end();
  if (outcome.type === 'failed') {
    if (exportDir !== undefined) await exportRun(exportDir, catalogue, recorder.run());
    if (json) print(outcome);
    process.stderr.write(`${outcome.reason} ${outcome.advice}\n`);
    return 1;
  }
  if (dumpDir !== undefined) await writeDump(dumpDir, trainer, probe);
  const { train, dev, ...rest } = outcome;
  const trainDev = await trainer.evaluate('trainDev');
  const metrics = { train, ...(trainDev.samples > 0 ? { trainDev } : {}), dev, test: await trainer.evaluate('test') };
  if (exportDir !== undefined) {
    await exportRun(exportDir, catalogue, recorder.run(metrics.test));
    for (const sentence of await exportNetwork(exportDir, catalogue, trainer)) process.stderr.write(`${sentence}\n`);
  }
  if (json) print({ ...rest, link: writeLink(catalogue, experiment), metrics });
  else process.stdout.write(table(metrics));
  return 0;
}

/** All files of the folder that the data set might mean. @throws UsageError */
async function readFiles(dataset: string, dataDir: string | undefined): Promise<NamedFile[]> {
  if (dataDir === undefined) throw new UsageError(`The data set "${dataset}" is read from files: name their folder with --data-dir`);
  const names = await readdir(dataDir).catch(() => {
    throw new UsageError(`The folder "${dataDir}" cannot be read`);
  });
  const wanted = names.filter((name) => /ubyte|\.bin|batches\.meta/.test(name)).sort();
  return Promise.all(wanted.map(async (name) => ({ name, bytes: new Uint8Array(await readFile(join(dataDir, name))) })));
}

function print(event: object): void {
  const plain = (_: string, value: unknown) => (ArrayBuffer.isView(value) ? Array.from(value as Float32Array) : value);
  process.stdout.write(`${JSON.stringify(event, plain)}\n`);
}

function table(metrics: Readonly<Partial<Record<SplitName, EvaluationResult>>>): string {
  const rows = Object.entries(metrics).map(
    ([split, { loss, accuracy, samples }]) => `${SPLIT_NAMES[split as SplitName].padEnd(9)}  loss ${loss.toFixed(4)}  accuracy ${(100 * accuracy).toFixed(2)} %  of ${samples} samples\n`,
  );
  return rows.join('');
}

function sweepTable({ rates, losses, smoothed, suggestions, diverged }: RateSweep): string {
  const rows = rates.map((rate, i) => `${rate.toExponential(2).padStart(9)}  loss ${losses[i]!.toFixed(4)}  smoothed ${smoothed[i]!.toFixed(4)}\n`);
  const end = diverged ? 'The sweep ended where the loss blew up.\n' : '';
  const advice = suggestions.map(({ rule, rate, reason }) => `${rule.padEnd(10)}  ${rate.toExponential(2)}  ${reason}\n`);
  return [...rows, end, ...advice].join('');
}
