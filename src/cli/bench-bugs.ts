/**
 * `npm run bench:bugs`: plants every bug in a small experiment and looks which verdicts turn amber or red, over several seeds; and whether any does where
 * nothing was planted. Two processes share the work, each with one thread.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { catalogue } from '../catalogue';
import { Measurer, type Cell } from './bench-bugs/measure';
import { BASES, planTasks, type Task } from './bench-bugs/plan';
import { holds, markdown, rowsOf } from './bench-bugs/report';
import { share, work } from './shared/process-pool';

const SEEDS = [1, 2, 3, 4, 5];
const PROCESSES = 2;
const USAGE = `Usage: npm run bench:bugs -- [--quick] [--only id,id …] [--out FILE.json]

  --quick   one seed instead of ${SEEDS.length}
  --only    these bugs, and clean experiments by their names: ${Object.keys(BASES).join(', ')}
  --out     where the JSON goes (default test-results/bugs.json)
`;

interface Options {
  readonly quick: boolean;
  readonly only: readonly string[];
  readonly out: string;
}

/** @returns the exit code: 0 every bug was found and nothing else, 1 not so, 2 bad input */
export async function main(argv: readonly string[]): Promise<number> {
  if (process.send) {
    const measurer = new Measurer();
    return work(({ base, bug, seed }: Task) => measurer.measure(base, BASES[base], bug, seed));
  }
  const options = readOptions(argv);
  const plants = catalogue.plants ?? {};
  const known = new Set([...Object.keys(plants), ...Object.keys(BASES)]);
  if (!options || options.only.some((id) => !known.has(id))) {
    process.stderr.write(USAGE);
    return 2;
  }
  const wanted = ({ base, bug }: Task): boolean => options.only.length === 0 || options.only.includes(bug ?? base);
  const tasks = planTasks(Object.keys(plants), options.quick ? SEEDS.slice(0, 1) : SEEDS).filter(wanted);
  const began = performance.now();
  const cells: Cell[] = [];
  await share(tasks, PROCESSES, (cell: Cell) => {
    cells.push(cell);
    process.stderr.write(`${cells.length}/${tasks.length} ${cell.bug ?? 'clean'} in ${cell.base}, seed ${cell.seed}: ${Object.keys(cell.alarms).join(', ') || 'no alarm'} (${cell.seconds.toFixed(0)} s)\n`);
  });
  const rows = rowsOf(cells, plants);
  const minutes = (performance.now() - began) / 60_000;
  process.stdout.write(`${markdown(rows)}\n${tasks.length} runs in ${minutes.toFixed(1)} minutes.\n`);
  await mkdir(dirname(options.out), { recursive: true });
  await writeFile(options.out, `${JSON.stringify({ minutes, rows, cells }, null, 1)}\n`);
  return holds(rows) ? 0 : 1;
}

function readOptions(argv: readonly string[]): Options | undefined {
  let options: Options = { quick: false, only: [], out: 'test-results/bugs.json' };
  for (let i = 0; i < argv.length; i++) {
    const operand = argv[i + 1];
    if (argv[i] === '--quick') options = { ...options, quick: true };
    else if (argv[i] === '--only' && operand !== undefined) options = { ...options, only: argv[++i]!.split(',') };
    else if (argv[i] === '--out' && operand !== undefined) options = { ...options, out: argv[++i]! };
    else return undefined;
  }
  return options;
}
