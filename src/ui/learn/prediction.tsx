/** Predict first, then reveal. */
import { Button } from '@mantine/core';
import { agreement, intervalText, type Relation } from '../../lessons/shared/judge';
import type { Lesson } from '../../lessons/shared/lesson';
import { measureOf } from '../../lessons/shared/measures';
import type { LessonResult } from '../../lessons/shared/results';
import { predict, reveal, useAnswer } from './answers';
import classes from './learn.module.css';
import { valuesOfResult } from './measured';

const ORDER: readonly Relation[] = ['higher', 'unclear', 'lower'];

interface Props {
  readonly lesson: Lesson;
  readonly result: LessonResult | undefined;
}

export function Prediction({ lesson, result }: Props) {
  const { ask, options } = lesson.prediction;
  const answer = useAnswer(lesson.id);
  const revealed = answer.revealed !== undefined;
  return (
    <section aria-labelledby="prediction-title" className={classes.prediction}>
      <h3 id="prediction-title">Predict first</h3>
      <fieldset className={classes.options}>
        <legend>{ask}</legend>
        {ORDER.map((relation) => (
          <label key={relation}>
            <input type="radio" name={`prediction-${lesson.id}`} checked={answer.prediction === relation} disabled={revealed} onChange={() => predict(lesson.id, relation)} />
            {options[relation]}
          </label>
        ))}
      </fieldset>
      {!revealed && (
        <div className={classes.row}>
          <Button size="sm" disabled={answer.prediction === undefined || !result} onClick={() => reveal(lesson.id)}>
            Reveal what was measured here
          </Button>
          <span className={classes.help}>
            {result ? (answer.prediction === undefined ? 'Choose an answer first; it cannot be changed afterwards.' : 'After this the answer stands.') : 'This lesson has not been measured yet, so there is nothing to reveal: run it yourself below.'}
          </span>
        </div>
      )}
      {revealed && <Outcome lesson={lesson} result={result} chosen={answer.prediction} />}
    </section>
  );
}

function Outcome({ lesson, result, chosen }: Props & { readonly chosen: string | undefined }) {
  const relation = ORDER.find((one) => one === chosen);
  const judged = result && relation && agreement(lesson, valuesOfResult(result), relation);
  if (!judged) return null;
  const { prediction, measures } = lesson;
  const measure = prediction.measure ?? measures[0];
  return (
    <p className={classes.verdict} data-finding={judged.agrees ? 'held' : 'failed'} role="status">
      <b>{judged.agrees ? '✓ As you predicted.' : '✗ Not as you predicted.'}</b> {measureOf(measure).title}: {intervalText(measure, judged.interval)} with 95 % confidence over {result.seeds.length} seeds, which means: {prediction.options[judged.relation].toLowerCase()}.
    </p>
  );
}
