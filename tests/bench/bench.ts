/**
 * `npm run bench`: our engine, stock tfjs, jax-js and ConvNetJS train the same networks side by side.
 *
 *     workloads/   what is trained
 *     engines/     the four engines behind one interface
 *     measure/     counters and clocks
 *     realm/       what runs where an engine runs: one process or worker for each engine and workload
 *     runners/     how realms come about, in Node and in Chromium
 *     report/      from slices to figures to Markdown
 *
 * Progress goes to stderr, the report to stdout.
 */
import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import { readArguments, USAGE, UsageError, type Arguments } from './arguments';
import { type ADDITIONS, measureAdditions } from './measure-additions';
import { measureSuite } from './measure-suite';
import { additionTable, keepsLimit } from './report/additions';
import { report } from './report/markdown';
import { withFigures } from './report/rows';
import type { Results, SuiteResults } from './results';
import { suite } from './runners/suites';

/** @param root the folder of package.json @returns the exit code: 1 where our engine fails or the engines' losses differ, 2 for bad input */
export async function main(root: string, argv: readonly string[]): Promise<number> {
  let options: Arguments;
  try {
    options = readArguments(argv);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message}\n\n${USAGE}`);
    return 2;
  }
  const started = performance.now();
  const log = (text: string) => console.error(`${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${text}`);
  if (options.additions) return benchAdditions(root, options.additions, options, log);
  const suites: SuiteResults[] = [];
  for (const id of options.suites) suites.push(await measureSuite(root, id, options, log, started));
  const results: Results = {
    date: new Date().toISOString(),
    quick: options.quick,
    machine: { processor: os.cpus()[0]?.model ?? 'unknown processor', cores: os.cpus().length, system: `${os.type()} ${os.release()}` },
    suites,
    seconds: (performance.now() - started) / 1000,
  };
  const text = report(results);
  if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(withFigures(results), undefined, 1)}\n`);
  if (options.markdown !== undefined) await writeFile(options.markdown, text);
  console.log(text);
  return suites.some(hasFailed) ? 1 : 0;
}

/** @returns the exit code: 1 where one costs more than it may, or cannot run */
async function benchAdditions(root: string, of: keyof typeof ADDITIONS, { suites, quick, workloads, json, markdown }: Arguments, log: (text: string) => void): Promise<number> {
  const results = [];
  for (const id of suites) results.push({ title: suite(id).title, costs: await measureAdditions(root, suite(id), { of, quick, workloads, log }) });
  const text = results.map(({ title, costs }) => `## ${title}\n\n${additionTable(costs)}`).join('\n\n');
  if (json !== undefined) await writeFile(json, `${JSON.stringify(results, undefined, 1)}\n`);
  if (markdown !== undefined) await writeFile(markdown, `${text}\n`);
  console.log(text);
  return results.every(({ costs }) => costs.every(keepsLimit)) ? 0 : 1;
}

/** A peer may be unable to do something; our engine may not, and nobody may train another network than the others. */
function hasFailed({ workloads }: SuiteResults): boolean {
  const all = workloads.flatMap(({ engines }) => engines);
  return all.some(({ engine, problem, slices }) => problem !== undefined && (engine === 'ours' || slices.length > 0));
}
