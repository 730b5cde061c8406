/** The report of a checklist as Markdown. */
import type { Outcome } from './outcomes';
import type { ChecklistReport } from './report';
import { baselineText, correctedText, effectText, jointSentences, methodOf, smallestText, summaryOf, timeText, troubleOf, VERDICTS, withoutJoint } from './words';

export function markdown(report: ChecklistReport): string {
  const { plan, rows, notApplicable, baseline, joint, lost } = report;
  const table = rows.map((row) =>
    line(plain(row.arm.name), effectText(row), plain(correctedText(row)), `${VERDICTS[row.verdict].mark} ${VERDICTS[row.verdict].word}`, smallestText(row), timeText(row), code(row.arm.link)),
  );
  const notes = rows.flatMap((row) => troubleOf(row, report).map((note) => `* ${plain(row.arm.name)}: ${plain(note)}`));
  return [
    `# Checklist: ${plain(report.setting)}`,
    '',
    plain(summaryOf(report)),
    '',
    `Baseline: dev accuracy ${baselineText(report)}${baseline.seconds === undefined ? '' : `, ${baseline.seconds.toFixed(1)} s of training a run`}. ${code(plan.baseline)}`,
    '',
    '| change | difference in dev accuracy, points (95 %) | p, corrected | verdict | could have shown | time | link, first seed |',
    '|---|--:|--:|---|--:|--:|---|',
    ...table,
    ...notApplicable.map(({ name, reason }) => line(plain(name), '–', '–', 'not applicable here', '–', '–', plain(reason))),
    '',
    ...(notes.length > 0 ? [...notes, ''] : []),
    '## Together',
    '',
    ...(joint ? jointSentences(joint, plan.freshSeeds).map((sentence) => `${plain(sentence)}  `) : [withoutJoint(report)]),
    ...(joint?.outcomes[0] ? [`Link, first fresh seed: ${code(joint.outcomes[0].link)}`] : []),
    '',
    ...(lost.length > 0 ? ['## Runs that say nothing', '', ...lost.map(({ name, seed, reason }) => `* ${plain(name)}, seed ${seed}: ${plain(reason)}`), ''] : []),
    '## How it was done',
    '',
    ...methodOf(report).map((sentence) => `* ${plain(sentence)}`),
    '',
    '<details><summary>Links of all runs</summary>',
    '',
    ...[...baseline.outcomes, ...rows.flatMap(({ outcomes }) => outcomes), ...(joint?.outcomes ?? [])].map(runLine),
    '',
    '</details>',
    '',
  ].join('\n');
}

function runLine({ arm, seed, dev, test, end, link }: Outcome): string {
  const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
  return `* ${plain(arm)}, seed ${seed}: ${dev ? `dev ${percent(dev.accuracy)}` : end}${test ? `, test ${percent(test.accuracy)}` : ''}: ${code(link)}`;
}

function line(...cells: string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Text that neither ends a line nor begins markup or HTML. */
function plain(text: string): string {
  const entities: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;' };
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>&|#]/g, (sign) => entities[sign] ?? `\\${sign}`);
}

/** A link stands as it is to be typed; a bar would end the cell of a table, and a backtick the code. */
function code(text: string): string {
  return `\`${text.replace(/\s+/g, ' ').replaceAll('|', '%7C').replaceAll('`', '%60')}\``;
}
