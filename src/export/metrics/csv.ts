/**
 * Metrics as comma-separated values (RFC 4180): a line for each run and step, lines ended by CR LF, decimal points, cells in quotes where they hold a
 * comma, a quote or a line break. UTF-8. An empty cell was not measured at that step.
 */
import { rowsOf, shortest, titleOf, type MeasuredRun, type Row } from './measured-run';

/** What each column is, for the page and for the reader of the file's columns. */
export const COLUMNS = {
  run: 'the run’s identity',
  name: 'what it is called',
  seed: 'the seed of its link',
  step: 'steps taken',
  epoch: 'the same in passes through the training set',
  examples: 'training samples seen',
  seconds: 'of training, shared out evenly over the steps',
  objective: 'what training minimised in that step, on its batch',
  learning_rate: 'of that step',
  train_loss: 'plain cross-entropy on 500 training samples, in nats',
  train_accuracy: 'the share of them that was named rightly, 0 to 1',
  dev_loss: 'the same on 1,000 dev samples',
  dev_accuracy: 'the same on 1,000 dev samples',
  cycle_end: '1 where a learning-rate cycle has just ended',
} as const;

type Column = keyof typeof COLUMNS;

const END = '\r\n';

export function csvHeader(): string {
  return Object.keys(COLUMNS).join(',') + END;
}

/** The lines of one run. */
export function* csvLines(run: MeasuredRun): Generator<string> {
  const identity = [textCell(run.id), textCell(titleOf(run)), String(run.experiment.run.seed)].join(',');
  for (const row of rowsOf(run)) yield `${identity},${cells(row).join(',')}${END}`;
}

function cells(row: Row): string[] {
  const measured: Record<Exclude<Column, 'run' | 'name' | 'seed'>, number | undefined> = {
    step: row.step,
    epoch: row.epoch,
    examples: row.examples,
    seconds: row.seconds,
    objective: row.objective,
    learning_rate: row.learningRate,
    train_loss: row.trainLoss,
    train_accuracy: row.trainAccuracy,
    dev_loss: row.devLoss,
    dev_accuracy: row.devAccuracy,
    cycle_end: row.cycleEnd === undefined ? undefined : Number(row.cycleEnd),
  };
  return Object.values(measured).map((value) => (value === undefined ? '' : String(shortest(value))));
}

/**
 * A spreadsheet computes what begins like a formula, and a name may come from a link of somebody else's: such a cell begins with an apostrophe, as OWASP
 * advises (https://owasp.org/www-community/attacks/CSV_Injection). To get the name back, take that first apostrophe away.
 */
export function textCell(text: string): string {
  const safe = /^\s*[=+\-@'\t\r＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
