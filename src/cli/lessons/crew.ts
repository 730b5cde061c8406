/** Processes that share the runs, and the file that keeps what they have measured. */
import { appendLine, openLines } from '../shared/json-lines';
import { share } from '../shared/process-pool';
import type { Row } from './measure';
import type { Rows } from './plan';

const PROCESSES = 2;

/** What was measured before, by its link. */
export async function readRows(file: string): Promise<Map<string, Row>> {
  const rows = await openLines(file, (value): value is Row => typeof (value as Partial<Row> | undefined)?.link === 'string');
  return new Map(rows.map((row) => [row.link, row]));
}

/** Measures what is missing, each run in one of the processes, and writes each down as it comes. @returns old and new together */
export async function measureAll(links: readonly string[], rows: Rows, file: string): Promise<Map<string, Row>> {
  const all = new Map(rows);
  const missing = [...new Set(links)].filter((link) => !all.has(link));
  await share(missing, PROCESSES, async (row: Row) => {
    all.set(row.link, row);
    await appendLine(file, row);
    const { final } = row.outcome;
    process.stderr.write(`${all.size - rows.size}/${missing.length} dev ${final ? (100 * final.dev.accuracy).toFixed(2) : 'failed'} train ${final ? (100 * final.train.accuracy).toFixed(2) : ''} (${row.seconds.toFixed(1)} s) ${row.link}\n`);
  });
  return all;
}
