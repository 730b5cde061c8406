import type { SortKey } from '../../store/lab/table/lines';

export interface Column {
  readonly id: SortKey | 'spark' | 'notes';
  readonly title: string;
  /** One sentence: what stands in it. */
  readonly help: string;
  readonly sort?: SortKey;
}

const figure = (id: SortKey, title: string, help: string): Column => ({ id, title, help, sort: id });

/** From left to right; narrow pages leave out those that say least (`table.module.css`). */
export const COLUMNS: readonly Column[] = [
  figure('name', 'Run', 'What it changes against the run it was made from, with its place in the tree of all runs before it; or the label you gave it.'),
  { id: 'spark', title: 'Course', help: 'Dev accuracy from the beginning to now.' },
  figure('dev', 'Dev accuracy', 'The share of dev samples named rightly, at the end or so far; with 95 % confidence the true share lies in the range beneath.'),
  figure('test', 'Test', 'Accuracy on the test set, for runs where it was looked at.'),
  figure('loss', 'Loss', 'Cross-entropy on dev samples, in nats.'),
  figure('time', 'Time', 'Time of training, pauses not counted.'),
  figure('parameters', 'Param.', 'How many numbers the network learns.'),
  figure('epochs', 'Epochs', 'How many times it went through the training samples.'),
  figure('status', 'Status', 'Where the run stands.'),
  { id: 'notes', title: 'Tags and note', help: 'What you wrote about it.' },
  figure('created', 'Age', 'How long ago it was made.'),
];
