/**
 * Processes of this very program that share its work: the one that was started by hand calls `share`, the ones that it starts call `work`. Which of the
 * two a process is, `process.send` tells.
 */
import { fork, type Serializable } from 'node:child_process';

/**
 * Hands out tasks one by one.
 * @param onResult called for every task, as it ends; its process waits for that before it gets the next one
 * @param lost what to give out for a task whose process died over it, so that the others go on
 * @throws where a process dies and there is no `lost`, or no task yet that it died over
 */
export async function share<Task extends Serializable, Result>(
  tasks: readonly Task[],
  processes: number,
  onResult: (result: Result, task: Task) => void | Promise<void>,
  lost?: (task: Task, code: number | null) => Result,
): Promise<void> {
  const waiting = [...tasks];
  /** Lives as long as one process does. */
  const serveOne = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const child = fork(process.argv[1]!, [], { execArgv: process.execArgv });
      let task: Task | undefined;
      let kept: Promise<void> = Promise.resolve();
      const keep = (result: Result, done: Task): void => void (kept = kept.then(() => onResult(result, done)));
      const next = (): void => {
        task = waiting.shift();
        if (task === undefined) child.disconnect();
        else child.send(task);
      };
      child.on('message', (message: Result | 'ready') => {
        if (message !== 'ready' && task !== undefined) keep(message, task);
        kept.then(next, reject);
      });
      child.on('error', reject);
      child.on('exit', (code) => {
        if (code !== 0 && lost && task !== undefined) keep(lost(task, code), task);
        else if (code !== 0) reject(new Error(`A process ended with code ${code}${task === undefined ? ' before its first task' : ''}`));
        kept.then(resolve, reject);
      });
    });
  const serve = async (): Promise<void> => {
    while (waiting.length > 0) await serveOne();
  };
  await Promise.all(Array.from({ length: Math.min(processes, tasks.length) }, serve));
}

/** Runs what it is sent until there is no more. @returns the exit code */
export async function work<Task, Result extends Serializable>(run: (task: Task) => Promise<Result>): Promise<number> {
  const tell = (message: Result | 'ready') => process.send!(message);
  await new Promise<void>((resolve, reject) => {
    process.on('message', (task: Task) => void run(task).then(tell, reject));
    process.on('disconnect', resolve);
    tell('ready');
  });
  return 0;
}
