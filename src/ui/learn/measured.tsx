/** What was measured of a lesson here, and what it says of the claim. */
import { verdictOf, type Values } from '../../lessons/shared/judge';
import type { Lesson } from '../../lessons/shared/lesson';
import type { LessonResult } from '../../lessons/shared/results';
import { ArmTable } from './arm-table';
import classes from './learn.module.css';

export function valuesOfResult(result: LessonResult): Values {
  return (arm, measure) => result.arms.find(({ id }) => id === arm)?.measures[measure]?.values;
}

interface Props {
  readonly lesson: Lesson;
  readonly result: LessonResult | undefined;
}

export function Measured({ lesson, result }: Props) {
  if (!result) return null;
  const values = valuesOfResult(result);
  const verdict = verdictOf(lesson, values);
  const { arms, seeds, date, engine } = result;
  return (
    <section aria-labelledby="measured-title">
      <h3 id="measured-title">What was measured here</h3>
      {verdict && (
        <div className={classes.verdict} data-finding={verdict.finding}>
          <b>{verdict.text}</b>
          <ul>
            {verdict.details.map((detail) => (
              <li key={detail}>{detail}</li>
            ))}
          </ul>
        </div>
      )}
      <ArmTable lesson={lesson} values={values} seconds={(arm) => arms.find(({ id }) => id === arm)?.seconds} rate={(arm) => arms.find(({ id }) => id === arm)?.rate} />
      <p className={classes.help}>
        {seeds.length} seeds ({seeds.join(', ')}), {engine}, {date}; on small data and small networks, so another size may answer otherwise.
      </p>
    </section>
  );
}
