/** Processes that share the runs, and the file that keeps what they have measured. */
import { fork } from 'node:child_process';
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Measurer, type Row } from './measure';
import type { Rows } from './plan';

const PROCESSES = 2;

/** What was measured before, from lines of JSON; a line that was cut short is left out. */
export async function readRows(file: string): Promise<Map<string, Row>> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const rows = new Map<string, Row>();
  for (const line of text.split('\n')) {
    try {
      const row = JSON.parse(line) as Row;
      rows.set(row.link, row);
    } catch {
      continue;
    }
  }
  return rows;
}

/** Measures what is missing, each run in one of the processes, and writes each down as it comes. @returns old and new together */
export async function measureAll(links: readonly string[], rows: Rows, file: string): Promise<Map<string, Row>> {
  const all = new Map(rows);
  const waiting = [...new Set(links)].filter((link) => !all.has(link));
  const total = waiting.length;
  if (total === 0) return all;
  await mkdir(dirname(file), { recursive: true });
  const serve = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const child = fork(process.argv[1]!, [], { execArgv: process.execArgv });
      const next = (): void => {
        const link = waiting.shift();
        if (link === undefined) child.disconnect();
        else child.send(link);
      };
      const take = async (row: Row): Promise<void> => {
        all.set(row.link, row);
        await appendFile(file, `${JSON.stringify(row)}\n`);
        const { final } = row.outcome;
        process.stderr.write(`${total - waiting.length}/${total} dev ${final ? (100 * final.dev.accuracy).toFixed(2) : 'failed'} train ${final ? (100 * final.train.accuracy).toFixed(2) : ''} (${row.seconds.toFixed(1)} s) ${row.link}\n`);
      };
      child.on('message', (message: Row | 'ready') => {
        (message === 'ready' ? Promise.resolve() : take(message)).then(next, reject);
      });
      child.on('error', reject);
      child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`A process ended with code ${code}`))));
    });
  await Promise.all(Array.from({ length: Math.min(PROCESSES, total) }, serve));
  return all;
}

/** The part of a process that was started by another. */
export async function work(): Promise<number> {
  const measurer = new Measurer();
  const tell = (message: Row | 'ready') => process.send!(message);
  await new Promise<void>((resolve, reject) => {
    process.on('message', (link: string) => {
      measurer.measure(link).then(tell, reject);
    });
    process.on('disconnect', resolve);
    tell('ready');
  });
  return 0;
}
