/**
 * `npm run bench:bugs`: plants every bug in a small experiment and looks which verdicts turn amber or red, over several seeds; and whether any does where
 * nothing was planted. Two processes share the work, each with one thread.
 */
import { fork } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { catalogue } from '../catalogue';
import { Measurer, type Cell } from './bench-bugs/measure';
import { BASES, planTasks, type Task } from './bench-bugs/plan';
import { holds, markdown, rowsOf } from './bench-bugs/report';

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
  if (process.send) return work();
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
  const cells = await share(tasks);
  const rows = rowsOf(cells, plants);
  const minutes = (performance.now() - began) / 60_000;
  process.stdout.write(`${markdown(rows)}\n${tasks.length} runs in ${minutes.toFixed(1)} minutes.\n`);
  await mkdir(dirname(options.out), { recursive: true });
  await writeFile(options.out, `${JSON.stringify({ minutes, rows, cells }, null, 1)}\n`);
  return holds(rows) ? 0 : 1;
}

/** Hands out the tasks one by one to processes of this very program. */
async function share(tasks: readonly Task[]): Promise<Cell[]> {
  const cells: Cell[] = [];
  const waiting = [...tasks];
  const serve = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const child = fork(process.argv[1]!, [], { execArgv: process.execArgv });
      const next = () => {
        const task = waiting.shift();
        if (task) child.send(task);
        else child.disconnect();
      };
      child.on('message', (message: Cell | 'ready') => {
        if (message !== 'ready') {
          cells.push(message);
          process.stderr.write(`${cells.length}/${tasks.length} ${message.bug ?? 'clean'} in ${message.base}, seed ${message.seed}: ${Object.keys(message.alarms).join(', ') || 'no alarm'} (${message.seconds.toFixed(0)} s)\n`);
        }
        next();
      });
      child.on('error', reject);
      child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`A process ended with code ${code}`))));
    });
  await Promise.all(Array.from({ length: Math.min(PROCESSES, tasks.length) }, serve));
  return cells;
}

/** The part of a process that was started by another. */
async function work(): Promise<number> {
  const measurer = new Measurer();
  const tell = (message: Cell | 'ready') => process.send!(message);
  await new Promise<void>((resolve, reject) => {
    process.on('message', ({ base, bug, seed }: Task) => {
      measurer.measure(base, BASES[base], bug, seed).then(tell, reject);
    });
    process.on('disconnect', resolve);
    tell('ready');
  });
  return 0;
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
