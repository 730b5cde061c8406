/**
 * `npm run lessons`: trains every arm of every lesson over several seeds and writes what was measured to `src/lessons/results`, where the page reads it.
 * Runs that were measured before are taken from a file of lines, so it can be stopped and gone on with.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { catalogue } from '../catalogue';
import { lessons } from '../lessons';
import { SEEDS } from '../lessons/shared/lesson';
import { lessonResultSchema, type LessonResult } from '../lessons/shared/results';
import { measureAll, readRows } from './lessons/crew';
import { Measurer } from './lessons/measure';
import { reportedLinks, resultOf, tuningLinks } from './lessons/plan';
import { report, summary } from './lessons/report';
import { work } from './shared/process-pool';

const RESULTS = 'src/lessons/results';
const MOST_SEEDS = 50;
const USAGE = `Usage: npm run lessons -- [--only id,id …] [--seeds n] [--out FILE.jsonl] [--results FOLDER] [--list | --summary]

  --only     these lessons; all without it
  --seeds    how many seeds of each arm are reported, 2 to ${MOST_SEEDS} (default ${SEEDS.length})
  --out      where runs are written down, to go on from (default test-results/lessons/runs.jsonl)
  --results  where the results go (default ${RESULTS})
  --list     prints the lessons with their numbers of runs, and trains nothing
  --summary  prints what was measured of each claim, and trains nothing
`;

interface Options {
  readonly only: readonly string[];
  readonly seeds: number;
  readonly out: string;
  readonly results: string;
  readonly list: boolean;
  readonly summary: boolean;
}

/** @returns the exit code: 0 done, 2 bad input */
export async function main(argv: readonly string[]): Promise<number> {
  if (process.send) {
    const measurer = new Measurer();
    return work((link: string) => measurer.measure(link));
  }
  const options = readOptions(argv);
  const known = new Set(lessons.map(({ id }) => id));
  if (!options || options.only.some((id) => !known.has(id))) {
    process.stderr.write(`${USAGE}\nLessons: ${[...known].join(', ')}\n`);
    return 2;
  }
  const chosen = lessons.filter(({ id }) => options.only.length === 0 || options.only.includes(id));
  const seeds = Array.from({ length: options.seeds }, (_, i) => i + 1);
  if (options.list) {
    for (const lesson of chosen) process.stdout.write(`${lesson.id}: ${tuningLinks(catalogue, lesson).length} runs to choose rates, ${lesson.arms.length * seeds.length} to report\n`);
    return 0;
  }
  if (options.summary) {
    const results = await Promise.all(chosen.map(async (lesson) => [lesson, await readResult(join(options.results, `${lesson.id}.json`))] as const));
    process.stdout.write(`${summary(results)}\n`);
    return 0;
  }
  let rows = await readRows(options.out);
  rows = await measureAll(chosen.flatMap((lesson) => tuningLinks(catalogue, lesson)), rows, options.out);
  const measuredRates = rows;
  rows = await measureAll(chosen.flatMap((lesson) => reportedLinks(catalogue, lesson, seeds, measuredRates)), rows, options.out);
  await mkdir(options.results, { recursive: true });
  const date = new Date().toISOString().slice(0, 10);
  for (const lesson of chosen) {
    const result = resultOf(catalogue, lesson, seeds, rows, date);
    await writeFile(join(options.results, `${lesson.id}.json`), `${JSON.stringify(result, rounded, 1)}\n`);
    process.stdout.write(`${report(lesson, result)}\n`);
  }
  return 0;
}

/** @returns undefined where there is none that can be read */
async function readResult(file: string): Promise<LessonResult | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : lessonResultSchema.safeParse(JSON.parse(text)).data;
}

/** Seven digits are more than any of these numbers means. */
function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(7)) : value;
}

function readOptions(argv: readonly string[]): Options | undefined {
  let options: Options = { only: [], seeds: SEEDS.length, out: 'test-results/lessons/runs.jsonl', results: RESULTS, list: false, summary: false };
  for (let i = 0; i < argv.length; i++) {
    const operand = argv[i + 1];
    if (argv[i] === '--list') options = { ...options, list: true };
    else if (argv[i] === '--summary') options = { ...options, summary: true };
    else if (argv[i] === '--only' && operand !== undefined) options = { ...options, only: argv[++i]!.split(',') };
    else if (argv[i] === '--seeds' && operand !== undefined) options = { ...options, seeds: Number(argv[++i]) };
    else if (argv[i] === '--out' && operand !== undefined) options = { ...options, out: argv[++i]! };
    else if (argv[i] === '--results' && operand !== undefined) options = { ...options, results: argv[++i]! };
    else return undefined;
  }
  return Number.isInteger(options.seeds) && options.seeds >= 2 && options.seeds <= MOST_SEEDS ? options : undefined;
}
