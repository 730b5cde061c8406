/** Hands out runs one by one to processes of this very program; one that dies costs only its run. */
import { fork } from 'node:child_process';
import { readLink } from '../../core/permalink';
import { catalogue } from '../../catalogue';
import type { Outcome } from '../../lab/checklist/outcomes';
import { Runner, type Task } from './runner';

/** @param onOutcome called for every run, as it ends */
export async function share(tasks: readonly Task[], jobs: number, onOutcome: (outcome: Outcome, task: Task) => Promise<void>): Promise<void> {
  const waiting = [...tasks];
  const serve = async (): Promise<void> => {
    while (waiting.length > 0) await serveOne(waiting, onOutcome);
  };
  await Promise.all(Array.from({ length: Math.min(jobs, tasks.length) }, serve));
}

/** Lives as long as one process does. */
function serveOne(waiting: Task[], onOutcome: (outcome: Outcome, task: Task) => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = fork(process.argv[1]!, [], { execArgv: process.execArgv });
    let task: Task | undefined;
    let kept: Promise<void> = Promise.resolve();
    const next = (): void => {
      task = waiting.shift();
      if (task) child.send(task);
      else child.disconnect();
    };
    child.on('message', (message: Outcome | 'ready') => {
      const done = task;
      if (message !== 'ready' && done) kept = kept.then(() => onOutcome(message, done));
      kept.then(next, reject);
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      const lost = task;
      if (code !== 0 && lost) kept = kept.then(() => onOutcome(lostOutcome(lost, code), lost));
      if (code !== 0 && !lost) reject(new Error(`A process ended with code ${code} before its first run`));
      kept.then(resolve, reject);
    });
  });
}

function lostOutcome({ arm, link }: Task, code: number | null): Outcome {
  return { arm, link, seed: readLink(catalogue, link).experiment.run.seed, end: 'lost', seconds: 0, reason: `The process of this run ended with code ${code}.` };
}

/** The part of a process that was started by another. */
export async function work(): Promise<number> {
  const runner = new Runner();
  const tell = (message: Outcome | 'ready') => process.send!(message);
  await new Promise<void>((resolve, reject) => {
    process.on('message', (task: Task) => void runner.run(task).then(tell, reject));
    process.on('disconnect', resolve);
    tell('ready');
  });
  return 0;
}
