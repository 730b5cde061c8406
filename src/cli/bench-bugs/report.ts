/** The matrix of bugs and verdicts as Markdown. */
import type { PlantDeclaration } from '../../core/plant';
import type { Cell } from './measure';

export interface Row {
  readonly base: string;
  readonly bug?: string;
  readonly seeds: number;
  /** Of a bug: runs in which a fitting verdict was amber or red. Of a clean experiment: runs in which none was. */
  readonly right: number;
  /** Verdicts that were amber or red, with how many runs they were so in; of those that fit a bug and of all others. */
  readonly fitting: readonly Count[];
  readonly others: readonly Count[];
  /** Of one run, the slowest. */
  readonly seconds: number;
}

interface Count {
  readonly verdict: string;
  readonly runs: number;
}

/** One row for each clean experiment and each bug. */
export function rowsOf(cells: readonly Cell[], plants: Readonly<Record<string, PlantDeclaration>>): Row[] {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    const key = `${cell.bug ?? ''} ${cell.base}`;
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  return [...groups.keys()].sort().map((key) => {
    const runs = groups.get(key)!;
    const { base, bug } = runs[0]!;
    const fits = new Set(bug === undefined ? [] : plants[bug]!.evidence);
    const alarmsOf = (cell: Cell) => Object.keys(cell.alarms);
    const right = runs.filter((cell) => (bug === undefined ? alarmsOf(cell).length === 0 : alarmsOf(cell).some((id) => fits.has(id)))).length;
    const ids = [...new Set(runs.flatMap(alarmsOf))];
    const counts = ids.map((verdict) => ({ verdict, runs: runs.filter((cell) => verdict in cell.alarms).length })).sort((a, b) => b.runs - a.runs || (a.verdict < b.verdict ? -1 : 1));
    return {
      base,
      ...(bug === undefined ? {} : { bug }),
      seeds: runs.length,
      right,
      fitting: counts.filter(({ verdict }) => fits.has(verdict)),
      others: counts.filter(({ verdict }) => !fits.has(verdict)),
      seconds: Math.max(...runs.map(({ seconds }) => seconds)),
    };
  });
}

export function markdown(rows: readonly Row[]): string {
  const list = (counts: readonly Count[], seeds: number) => counts.map(({ verdict, runs }) => (runs === seeds ? verdict : `${verdict} ${runs}/${seeds}`)).join(', ') || '–';
  const clean = rows.filter(({ bug }) => bug === undefined);
  const planted = rows.filter(({ bug }) => bug !== undefined);
  return [
    '| bug | in | found | fitting verdicts | other verdicts |',
    '|---|---|---|---|---|',
    ...planted.map(({ bug, base, right, seeds, fitting, others }) => `| ${bug} | ${base} | ${right}/${seeds} | ${list(fitting, seeds)} | ${list(others, seeds)} |`),
    '',
    '| clean experiment | runs without alarm | false alarms |',
    '|---|---|---|',
    ...clean.map(({ base, right, seeds, others }) => `| ${base} | ${right}/${seeds} | ${list(others, seeds)} |`),
    '',
  ].join('\n');
}

/** Whether every bug was found in every run, and no clean run raised an alarm. */
export function holds(rows: readonly Row[]): boolean {
  return rows.every(({ right, seeds }) => right === seeds);
}
