import { Button } from '@mantine/core';
import { memo } from 'react';
import type { Experiment } from '../../core/experiment';
import { titleOf } from '../../diagnose/checklist';
import type { Verdict } from '../../diagnose/verdict';
import { icons } from '../icons';
import { usePlayground, usePlaygroundState } from '../playground-context';
import { Mark, TONE_WORDS } from '../verdicts/mark';
import { remediesOf } from './remedies';
import classes from './why.module.css';

interface Props {
  readonly verdict: Verdict;
  /** What was trained when the verdict was given. */
  readonly trained: Experiment;
}

/** What was measured in one line; opened, the rule, where it comes from, and what to try. */
export const VerdictRow = memo(function VerdictRow({ verdict, trained }: Props) {
  const { tone, text, rule, source } = verdict;
  return (
    <li>
      <details className={classes.verdict} data-tone={tone}>
        <summary>
          <span className={classes.word}>
            <Mark tone={tone} />
            {TONE_WORDS[tone]}
          </span>
          <b>{titleOf(verdict)}</b>
          <span className={classes.text}>{text}</span>
          <i className={classes.chevron}>{icons.chevron}</i>
        </summary>
        <div className={classes.more}>
          {verdict.remedies.length > 0 && <Remedies verdict={verdict} trained={trained} />}
          <p>
            <b>The rule.</b> {rule}
          </p>
          <p>
            <b>From.</b> {source.url ? <a href={source.url}>{source.citation}</a> : source.citation}
          </p>
        </div>
      </details>
    </li>
  );
});

/** In words, and as buttons where a setting of the experiment does it. */
function Remedies({ verdict, trained }: Props) {
  const playground = usePlayground();
  const shown = usePlaygroundState((state) => state.experiment);
  const buttons = remediesOf(verdict, { catalogue: playground.catalogue, trained, shown });
  return (
    <>
      <p>
        <b>What to try.</b>
      </p>
      <ul className={classes.remedies}>
        {verdict.remedies.map((remedy) => (
          <li key={remedy}>{remedy}</li>
        ))}
      </ul>
      {buttons.length > 0 && (
        <div className={classes.buttons}>
          {buttons.map(({ label, done, apply }) => (
            <Button key={label} size="xs" variant="light" disabled={done} onClick={() => apply(playground)}>
              {done ? `${label} ✓` : label}
            </Button>
          ))}
          <span className={classes.hint} aria-live="polite">
            {buttons.some(({ done }) => done) ? 'Set. Press Train to see what it does.' : ''}
          </span>
        </div>
      )}
    </>
  );
}
