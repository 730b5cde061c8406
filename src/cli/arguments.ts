/** The command line, read strictly: whatever cannot be understood ends the program with a sentence. */
import type { Catalogue } from '../core/catalogue';
import type { Experiment } from '../core/experiment';
import { applyEntries, readLink } from '../core/permalink';
import type { BackendId } from '../engine/protocol';

export interface Arguments {
  readonly experiment: Experiment;
  readonly backend: BackendId | 'auto';
  readonly safeMode: boolean;
  readonly json: boolean;
  readonly findRate: boolean;
  readonly dataDir?: string;
  readonly dumpDir?: string;
  readonly exportDir?: string;
}

/** Bad input: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const USAGE = `Usage: npm run train -- [link] [--set key=value …] [--data-dir DIR] [--backend auto|wasm|cpu|webgpu] [--find-rate] [--export DIR] [--dump DIR] [--safe-mode] [--json]

  link         an experiment as the page writes it, such as '#v=1&data=mnist&epochs=3&lr=0.05'
  --set        changes one setting, by its key in the link; may be repeated
  --data-dir   the folder with the files of a data set that is not generated
  --backend    where to compute (default wasm)
  --export     writes metrics (CSV, JSON Lines, TensorBoard), weights (safetensors), a Keras model and the PyTorch script into a folder
  --dump       writes weights, gradients, activations, logits and answers of the trained network into a folder, as .npy files, and what the panels
               make of them as figures.json
  --safe-mode  stock kernels on the cpu, for hunting system bugs
  --find-rate  sweeps the learning rate instead of training, and suggests one
  --json       one JSON event per line on standard output
`;

const BACKENDS = ['auto', 'wasm', 'cpu', 'webgpu'] as const;

/** @throws UsageError */
export function readArguments(catalogue: Catalogue, argv: readonly string[]): Arguments {
  const sets: [string, string][] = [];
  let link: string | undefined;
  let backend: Arguments['backend'] = 'wasm';
  let dataDir: string | undefined;
  let dumpDir: string | undefined;
  let exportDir: string | undefined;
  let json = false;
  let safeMode = false;
  let findRate = false;
  const rest = [...argv];
  for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
    const operand = (): string => {
      const value = rest.shift();
      if (value === undefined) throw new UsageError(`${argument} needs a value`);
      return value;
    };
    if (argument === '--set') sets.push(readSetting(operand()));
    else if (argument === '--data-dir') dataDir = operand();
    else if (argument === '--dump') dumpDir = operand();
    else if (argument === '--export') exportDir = operand();
    else if (argument === '--backend') backend = readBackend(operand());
    else if (argument === '--json') json = true;
    else if (argument === '--safe-mode') safeMode = true;
    else if (argument === '--find-rate') findRate = true;
    else if (argument.startsWith('--')) throw new UsageError(`There is no option ${argument}`);
    else if (link === undefined) link = argument;
    else throw new UsageError(`Only one link can be given, but "${argument.slice(0, 60)}" follows the first`);
  }
  const base = readLink(catalogue, link ?? '');
  const changed = applyEntries(catalogue, base.experiment, sets);
  const problems = [...base.notices, ...changed.notices];
  if (problems.length > 0) throw new UsageError(problems.join('; '));
  const folders = { ...(dataDir === undefined ? {} : { dataDir }), ...(dumpDir === undefined ? {} : { dumpDir }), ...(exportDir === undefined ? {} : { exportDir }) };
  return { experiment: changed.experiment, backend, safeMode, json, findRate, ...folders };
}

function readSetting(text: string): [string, string] {
  const equals = text.indexOf('=');
  return equals < 0 ? [text, ''] : [text.slice(0, equals), text.slice(equals + 1)];
}

function readBackend(text: string): Arguments['backend'] {
  const backend = BACKENDS.find((known) => known === text);
  if (!backend) throw new UsageError(`--backend should be one of ${BACKENDS.join(', ')}, but "${text.slice(0, 40)}" was given`);
  return backend;
}
