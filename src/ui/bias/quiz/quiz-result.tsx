import { Button, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { percent, shareOf } from '../../../core/statistics';
import { counted } from '../../../core/words';
import { compareRuns } from '../../../diagnose/errors/compare';
import { ALPHA } from '../../../diagnose/significance';
import { numeral } from '../../../diagnose/words';
import { takeQuiz } from '../../../store/human-level';
import { predictedOf, scoreOf, type Quiz } from '../../../store/quiz';
import { SamplePicture } from '../../shared/samples/sample-grid';
import type { DataFacts } from '../../shared/data-facts';
import { Segments } from '../../shared/segments';
import { errorText } from '../ladder/rows';
import classes from './quiz.module.css';

interface Props {
  readonly quiz: Quiz;
  readonly facts: DataFacts;
  readonly onAgain: () => void;
}

/** What the quiz has measured, and every answer beside the label and the network's. */
export function QuizResult({ quiz, facts, onAgain }: Props) {
  const { samples: answered, wrong, person, network } = scoreOf(quiz);
  const [taken, setTaken] = useState(false);
  if (answered === 0) {
    return (
      <div className={classes.begin}>
        <p className={classes.help}>Nothing was answered, so nothing was measured.</p>
        <Button size="xs" onClick={onAgain}>
          Begin anew
        </Button>
      </div>
    );
  }
  const networkWrong = network.filter((right) => !right).length;
  return (
    <div>
      <p className={classes.result} role="status">
        You were wrong on <b>{wrong} of {answered}</b>: an error of <b>{errorText(shareOf(wrong, answered))}</b>, the range being the 95 % interval. The network is wrong on {networkWrong} of the same {answered} ({percent(shareOf(networkWrong, answered))}). {comparison(network, person)}
        {facts.bayesErrorBound > 0 && ` ${Number((100 * facts.bayesErrorBound).toFixed(1))} % of the labels are wrong on purpose, so some of your “mistakes” may be none.`}
      </p>
      <div className={classes.begin}>
        <Button
          size="xs"
          onClick={() => {
            takeQuiz(quiz.experiment.data.id, { wrong, samples: answered, data: quiz.experiment.data });
            setTaken(true);
          }}
        >
          <span aria-live="polite">{taken ? 'Taken as human level ✓' : 'Use as human level'}</span>
        </Button>
        <Button size="xs" variant="default" onClick={onAgain}>
          Again, with other samples
        </Button>
      </div>
      <Review quiz={quiz} facts={facts} />
    </div>
  );
}

/** Whether the two differ by more than chance, on the very same samples. */
function comparison(network: readonly boolean[], person: readonly boolean[]): string {
  const { fixed, broken, p } = compareRuns(network, person);
  if (fixed.length + broken.length === 0) return 'You two are right and wrong on the same ones.';
  const who = `You knew ${counted(fixed.length, 'sample')} that it did not, it ${broken.length === 0 ? 'none' : counted(broken.length, 'sample')} that you did not`;
  return p < ALPHA ? `${who}: more than chance (p = ${numeral(p)}).` : `${who}: that may be chance (p = ${numeral(p)}).`;
}

const SHOWN = [
  { value: 'some', label: 'Wrong or disputed' },
  { value: 'all', label: 'All' },
];

function Review({ quiz: { samples, answers }, facts: { classes: names, shape } }: Omit<Props, 'onAgain'>) {
  const [shown, setShown] = useState('some');
  const rows = answers.map((answer, i) => ({ sample: samples[i]!, answer, predicted: predictedOf(samples[i]!) }));
  const disputed = rows.filter(({ sample: { label }, answer, predicted }) => answer !== label || predicted !== label);
  const listed = shown === 'all' ? rows : disputed;
  return (
    <section aria-label="Your answers" className={classes.review}>
      <Segments label="Which answers" data={SHOWN} value={shown} onChange={setShown} />
      {listed.length === 0 && <p className={classes.help}>You and the network agree with every label.</p>}
      <ul className={classes.cards}>
        {listed.map(({ sample, answer, predicted }) => (
          <li key={sample.index}>
            <SamplePicture sample={sample} shape={shape} className={classes.small} />
            <dl>
              <Said who="label" what={names[sample.label]} />
              <Said who="you" what={names[answer]} right={answer === sample.label} />
              {predicted !== undefined && <Said who="network" what={names[predicted]} right={predicted === sample.label} />}
            </dl>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Said({ who, what, right }: { readonly who: string; readonly what: string | undefined; readonly right?: boolean }) {
  return (
    <div>
      <dt>{who}</dt>
      <dd>
        {what} {right !== undefined && <span data-right={right}>{right ? '✓' : '✗'}</span>}
        {right !== undefined && <VisuallyHidden>{right ? ' right' : ' wrong'}</VisuallyHidden>}
      </dd>
    </div>
  );
}
