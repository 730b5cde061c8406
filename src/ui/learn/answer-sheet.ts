/** The answer sheet: what a visitor hands in, as text to be read and as JSON to be gathered, in one file. */
import { agreement, contrast, intervalText, type Relation, type Values } from '../../lessons/shared/judge';
import type { Lesson } from '../../lessons/shared/lesson';
import { measured, measureOf } from '../../lessons/shared/measures';
import type { LessonResult } from '../../lessons/shared/results';
import type { Answer } from './answers';

export interface SheetOptions {
  readonly title: string;
  /** The question and the answer in words. */
  readonly ask: string;
  readonly answered: string | undefined;
  readonly name: string;
  readonly answer: Answer;
  /** The address of the lesson. */
  readonly address: string;
  /** ISO time. */
  readonly now: string;
  /** Of a lesson of the gallery. */
  readonly measured?: { readonly lesson: Lesson; readonly result: LessonResult | undefined; readonly own: Values; readonly values: Values };
}

/** @returns Markdown that ends with the same as JSON */
export function answerSheet({ title, ask, answered, name, answer, address, now, measured: of }: SheetOptions): string {
  const data = {
    kind: 'grimoire answer sheet',
    version: 1,
    lesson: of?.lesson.id ?? null,
    title,
    address,
    name: name === '' ? null : name,
    question: ask,
    prediction: answered ?? null,
    predicted: answer.predicted ?? null,
    revealed: answer.revealed ?? null,
    ...(of ? judged(of, answer) : {}),
    note: answer.note,
    written: now,
  };
  const lines = [
    `# Answer sheet: ${title}`,
    '',
    ...(name === '' ? [] : [`Name: ${name}`]),
    `Lesson: ${address}`,
    `Question: ${ask === '' ? 'none' : ask}`,
    `Prediction: ${answered ?? 'none'}${answer.predicted === undefined ? '' : ` (${answer.predicted})`}`,
    ...(of ? [...measuredLines(of), ...ownLines(of)] : []),
    ...(answer.note === '' ? [] : ['', answer.note]),
    '',
    `Written ${now}. The same for a program:`,
    '',
    '```json',
    JSON.stringify(data, null, 1).replaceAll('`', '\\u0060'),
    '```',
    '',
  ];
  return lines.join('\n');
}

type Of = NonNullable<SheetOptions['measured']>;

function judged({ lesson, result, own, values }: Of, { prediction, own: runs }: Answer) {
  const verdict = result && prediction !== undefined ? agreement(lesson, values, prediction as Relation) : undefined;
  const arms = lesson.arms.map(({ id, name }) => ({ id, name, values: Object.fromEntries(lesson.measures.map((measure) => [measure, own(id, measure) ?? []])) }));
  return {
    agrees: verdict?.agrees ?? null,
    measured: result ? { date: result.date, seeds: result.seeds.length } : null,
    own: runs.length === 0 ? null : { seeds: [...new Set(runs.map(({ seed }) => seed))].sort((a, b) => a - b), arms },
  };
}

function measuredLines({ lesson, result, values }: Of): string[] {
  if (!result) return ['Measured here: not yet'];
  const { arm, than, measure = lesson.measures[0], options } = lesson.prediction;
  const interval = contrast(values, arm, than, measure);
  if (!interval) return [];
  const relation = interval.low > 0 ? 'higher' : interval.high < 0 ? 'lower' : 'unclear';
  return [`Measured here: ${options[relation]}; ${measureOf(measure).title} ${intervalText(measure, interval)}, ${result.seeds.length} seeds`];
}

function ownLines({ lesson, own }: Of): string[] {
  const [measure] = lesson.measures;
  const rows = lesson.arms.flatMap(({ id, name }) => {
    const all = own(id, measure) ?? [];
    return all.length === 0 ? [] : [`* ${name}: ${all.map((value) => measured(measure, value)).join(', ')}`];
  });
  return rows.length === 0 ? [] : ['', `Own runs, ${measureOf(measure).title}, one number for each seed:`, ...rows];
}
