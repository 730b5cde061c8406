/** What was measured of a lesson, as Markdown. */
import { verdictOf } from '../../lessons/shared/judge';
import type { Lesson } from '../../lessons/shared/lesson';
import { difference, measured, measureOf } from '../../lessons/shared/measures';
import type { Interval, LessonResult } from '../../lessons/shared/results';

export function report(lesson: Lesson, result: LessonResult): string {
  const verdict = verdictOf(lesson, (arm, measure) => result.arms.find(({ id }) => id === arm)?.measures[measure]?.values);
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

function range(id: Parameters<typeof measureOf>[0], { low, high }: Interval): string {
  const { digits } = measureOf(id);
  return `${low.toFixed(digits)} to ${high.toFixed(digits)}`.replaceAll('-', '−');
}
