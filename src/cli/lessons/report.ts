/** What was measured of a lesson, as Markdown. */
import { verdictOf, type Finding, type Values } from '../../lessons/shared/judge';
import type { Lesson } from '../../lessons/shared/lesson';
import { difference, measured, measureOf } from '../../lessons/shared/measures';
import { isCurrent, type Interval, type LessonResult } from '../../lessons/shared/results';

export function report(lesson: Lesson, result: LessonResult): string {
  const verdict = verdictOf(lesson, valuesOf(result));
  const { measures, arms, title } = lesson;
  const cells = ({ measures: of }: LessonResult['arms'][number]): string[] =>
    measures.map((id) => {
      const one = of[id];
      if (!one) return '–';
      return `${measured(id, one.mean)} (${range(id, one)})${one.difference ? `; ${difference(id, one.difference.mean)} (${range(id, one.difference)})` : ''}`;
    });
  return [
    `### ${title} (\`${lesson.id}\`)`,
    '',
    `| arm | ${measures.map((id) => measureOf(id).title).join(' | ')} | rate | processor seconds |`,
    `|---|${measures.map(() => '--:|').join('')}--:|--:|`,
    ...result.arms.map((arm, i) => `| ${arms[i]!.name} | ${cells(arm).join(' | ')} | ${arm.rate ?? '–'} | ${arm.seconds.toFixed(1)} |`),
    '',
    ...(verdict ? [verdict.text, ...verdict.details.map((detail) => `* ${detail}`)] : []),
    `Mean (95 % interval) and the paired difference from the first arm over ${result.seeds.length} seeds, ${result.engine}, ${result.date}.`,
    '',
  ].join('\n');
}

const FINDINGS: Record<Finding, string> = { held: '▲ held', failed: '▼ did not hold', open: '○ cannot tell' };

/** All claims in one table: what the source says, what was found here, and the first pair that decides it. */
export function summary(measurements: readonly (readonly [Lesson, LessonResult | undefined])[]): string {
  const rows = measurements.map(([lesson, result]) => {
    const says = lesson.claims.map(({ source, says }) => `${says} (${source})`).join(' ');
    const verdict = result && isCurrent(lesson, result) ? verdictOf(lesson, valuesOf(result)) : undefined;
    return `| \`${lesson.id}\` | ${says} | ${verdict ? FINDINGS[verdict.finding] : 'not measured'} | ${verdict?.details[0]?.replace(/ The claim expects.*/, '') ?? ''} | ${result?.seeds.length ?? ''} |`;
  });
  return ['| lesson | claim | here | by (95 % interval) | seeds |', '|---|---|---|---|--:|', ...rows].join('\n');
}

const valuesOf = ({ arms }: LessonResult): Values => (arm, measure) => arms.find(({ id }) => id === arm)?.measures[measure]?.values;

function range(id: Parameters<typeof measureOf>[0], { low, high }: Interval): string {
  const { digits } = measureOf(id);
  return `${low.toFixed(digits)} to ${high.toFixed(digits)}`.replaceAll('-', '−');
}
