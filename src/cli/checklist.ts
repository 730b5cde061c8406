/**
 * `npm run checklist`: every trick of the Dark Magic article alone against the baseline, over several seeds, and then the winners together on fresh
 * seeds; the report is printed as Markdown. What has been run is not run again when it is started anew.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { catalogue } from '../catalogue';
import { RecipeError } from '../core/fold';
import { writeLink } from '../core/permalink';
import { html } from '../lab/checklist/html';
import { markdown } from '../lab/checklist/markdown';
import type { Outcome } from '../lab/checklist/outcomes';
import { reportOf } from '../lab/checklist/report';
import { firstRuns, secondRuns, type ChecklistRun } from '../lab/checklist/runs';
import { UsageError } from './arguments';
import { planOf, readOptions, USAGE, type ChecklistOptions } from './checklist/options';
import { Results } from './checklist/results';
import { lostOutcome, Runner, type Task } from './checklist/runner';
import { share, work } from './shared/process-pool';

/** @returns the exit code: 0 done, 1 some runs were lost, 2 bad input */
export async function main(argv: readonly string[]): Promise<number> {
  if (process.send) {
    const runner = new Runner();
    return work((task: Task) => runner.run(task));
  }
  if (argv.includes('--help')) {
    process.stdout.write(USAGE);
    return 0;
  }
  try {
    return await checklist(readOptions(catalogue, argv));
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof RecipeError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

async function checklist(options: ChecklistOptions): Promise<number> {
  const plan = planOf(catalogue, options);
  const results = await Results.open(options.out);
  const began = performance.now();
  const first = firstRuns(catalogue, plan).map(taskOf);
  await runAll(first, results, options.jobs);
  const second = secondRuns(catalogue, plan, results.all(first)).map(taskOf);
  await runAll(second, results, options.jobs);
  const report = reportOf(catalogue, plan, results.all([...first, ...second]));
  const text = markdown(report);
  await writeFile(join(options.out, 'report.md'), text);
  await writeFile(join(options.out, 'report.html'), html(report));
  process.stdout.write(text);
  process.stderr.write(`${((performance.now() - began) / 60_000).toFixed(1)} minutes; the report is in ${options.out}\n`);
  return report.lost.length > 0 ? 1 : 0;
}

async function runAll(tasks: readonly Task[], results: Results, jobs: number): Promise<void> {
  const missing = tasks.filter((task) => !results.of(task));
  if (tasks.length > missing.length) process.stderr.write(`${tasks.length - missing.length} of ${tasks.length} runs are there already.\n`);
  const began = performance.now();
  let done = 0;
  const onOutcome = async (outcome: Outcome, { name }: Task): Promise<void> => {
    await results.add(outcome);
    done++;
    const left = ((performance.now() - began) / done / 60_000) * (missing.length - done);
    const result = outcome.dev ? `dev ${(100 * outcome.dev.accuracy).toFixed(2)} %` : `${outcome.end}: ${outcome.reason ?? ''}`;
    process.stderr.write(`${tasks.length - missing.length + done}/${tasks.length} ${name}: ${result} (${outcome.seconds.toFixed(0)} s; about ${Math.ceil(left)} min left)\n`);
  };
  await share(missing, jobs, onOutcome, lostOutcome);
}

function taskOf({ arm, name, experiment, withTest }: ChecklistRun): Task {
  return { arm, name, link: writeLink(catalogue, experiment), withTest };
}
