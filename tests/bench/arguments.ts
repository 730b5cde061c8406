/** The options of `npm run bench`. */
import { parseArgs } from 'node:util';
import { ENGINES, type EngineId, WORKLOADS, type WorkloadId } from './protocol';
import { SUITES, type SuiteId } from './runners/suites';

export interface Arguments {
  readonly quick: boolean;
  /** What additions to a run cost, in place of everything else. */
  readonly additions: 'augmentation' | 'probes' | undefined;
  readonly suites: readonly SuiteId[];
  readonly engines: readonly EngineId[];
  /** Undefined where the plan is to choose. */
  readonly workloads: readonly WorkloadId[] | undefined;
  readonly json: string | undefined;
  readonly markdown: string | undefined;
}

/** Bad input: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const USAGE = `Usage: npm run bench -- [--quick] [--augmentation | --probes] [--only A,B] [--backend LIST] [--engine LIST] [--json FILE] [--markdown FILE]

  --quick         within five minutes on two cores: fewer and shorter slices, in Node; the default experiments by our engine alone
  --augmentation  what each augmentation adds to our step, and nothing else: in Node on WebAssembly, unless --backend names others
  --probes        what probes of a run's health add, likewise
  --only          workloads, of ${WORKLOADS.join(', ')}
  --backend       suites, of ${SUITES.join(', ')}, or a part of their names, such as wasm or node
  --engine        engines, of ${ENGINES.join(', ')}
  --json          writes all measurements to a file
  --markdown      writes the tables to a file, too
`;

/** Suites of a quick run that names none. */
const QUICK_SUITES: readonly SuiteId[] = ['node-wasm', 'node-webgpu'];
const ADDITION_SUITES: readonly SuiteId[] = ['node-wasm'];

/** @throws UsageError */
export function readArguments(argv: readonly string[]): Arguments {
  const values = parse(argv);
  const quick = values.quick ?? false;
  const additions = values.augmentation ? 'augmentation' : values.probes ? 'probes' : undefined;
  return {
    quick,
    additions,
    suites: chosen('--backend', values.backend, SUITES, (name, word) => name.includes(word)) ?? (additions ? ADDITION_SUITES : quick ? QUICK_SUITES : SUITES),
    engines: chosen('--engine', values.engine, ENGINES) ?? ENGINES,
    workloads: chosen('--only', values.only, WORKLOADS),
    json: values.json,
    markdown: values.markdown,
  };
}

function parse(argv: readonly string[]) {
  try {
    const text = { type: 'string' } as const;
    const options = { quick: { type: 'boolean' }, augmentation: { type: 'boolean' }, probes: { type: 'boolean' }, only: text, backend: text, engine: text, json: text, markdown: text } as const;
    return parseArgs({ args: [...argv], options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

const isSame = (name: string, word: string): boolean => name === word;

/** The names that match a word of the list, in their own order. */
function chosen<T extends string>(option: string, list: string | undefined, names: readonly T[], matches = isSame): T[] | undefined {
  if (list === undefined) return undefined;
  const words = list.split(',').filter(Boolean);
  const unknown = words.find((word) => !names.some((name) => matches(name, word)));
  if (words.length === 0 || unknown !== undefined) {
    throw new UsageError(`${option} should name some of ${names.join(', ')}, but "${(unknown ?? '').slice(0, 40)}" was given`);
  }
  return names.filter((name) => words.some((word) => matches(name, word)));
}
