import { Button } from '@mantine/core';
import { memo, useMemo, useState } from 'react';
import { flowChart, type Answer, type Box } from '../../diagnose/ladder/flow-chart';
import type { GapId, Ladder } from '../../diagnose/ladder/gaps';
import { NUTS_AND_BOLTS } from '../../diagnose/sources';
import { signedPoints } from '../../diagnose/words';
import { describeDifference } from '../../store/run-name';
import { useCurrentRun, usePlayground, usePlaygroundState } from '../playground-context';
import classes from './flow-chart.module.css';
import { ADVICE, remediesFor, type Step } from './remedies';

/** In words and with a shape of its own. */
const ANSWERS: Readonly<Record<Answer, string>> = { yes: '● Yes', no: '○ No', unclear: '◐ Cannot tell yet', unasked: '– Not measured yet' };

/** Ng's flow chart, with the place where the run stands lit, and what to do there at a click. */
export const FlowChartView = memo(function FlowChartView({ ladder }: { readonly ladder: Ladder }) {
  const { boxes, current } = flowChart(ladder);
  return (
    <section aria-labelledby="chart-title">
      <h3 id="chart-title">What to do next</h3>
      <p className={classes.help}>
        Four questions, asked in this order. “High” means clearly above the error before it. Source: <a href={NUTS_AND_BOLTS.url}>{NUTS_AND_BOLTS.citation}</a>.
      </p>
      <ol className={classes.chart}>
        {boxes.map((box) => (
          <Question key={box.id} box={box} lit={box.id === current} />
        ))}
        <li className={classes.done} data-lit={current === 'done' || undefined} aria-current={current === 'done' ? 'step' : undefined}>
          {current === 'done' && <Here />}
          Done: none of the errors is clearly too high.
        </li>
      </ol>
      <Changed />
    </section>
  );
});

function Question({ box: { id, question, answer, size }, lit }: { readonly box: Box; readonly lit: boolean }) {
  // Worked out only for those who look: each remedy is tried on the whole experiment.
  const [open, setOpen] = useState(false);
  return (
    <li className={classes.step} data-lit={lit || undefined} aria-current={lit ? 'step' : undefined}>
      <div className={classes.question}>
        {lit && <Here />}
        <b>{question}</b>
        <span className={classes.answer} data-answer={answer}>
          {ANSWERS[answer]}
          {size && `: ${signedPoints(size.mean)} (${signedPoints(size.low)} to ${signedPoints(size.high)})`}
        </span>
      </div>
      <span className={classes.yes} aria-hidden>
        yes
      </span>
      <div className={classes.remedies}>
        <p>
          Try {ADVICE[id].slice(0, -1).join(', ')}
          {ADVICE[id].length > 1 && ' or '}
          {ADVICE[id].at(-1)}.
        </p>
        {lit && answer === 'unasked' && <p className={classes.help}>{WAITING[id]}</p>}
        {lit ? (
          <Remedies gap={id} />
        ) : (
          <details onToggle={(event) => setOpen(event.currentTarget.open)}>
            <summary>as changes of this experiment</summary>
            {open && <Remedies gap={id} />}
          </details>
        )}
      </div>
      <span className={classes.no} aria-hidden>
        no
      </span>
    </li>
  );
}

const WAITING: Readonly<Record<GapId, string>> = {
  bias: '',
  variance: '',
  mismatch: 'Without train-dev samples this cannot be told from variance. Choose fewer training samples, or take dev from the test file.',
  overfit: 'The test set is covered. Look at it only once you are done choosing settings: each look counts.',
};

function Here() {
  return <span className={classes.here}>▶ You are here</span>;
}

function Remedies({ gap }: { readonly gap: GapId }) {
  const playground = usePlayground();
  const experiment = usePlaygroundState((state) => state.experiment);
  const remedies = useMemo(() => remediesFor(playground.catalogue, experiment, gap), [playground, experiment, gap]);
  if (remedies.length === 0) return <p className={classes.help}>There is nothing of the kind left to change in this experiment.</p>;
  const take = (step: Step): void => {
    if ('set' in step) playground.setField(step.set, step.field, step.to);
    else if ('model' in step) playground.chooseModel(step.model);
    else playground.toggleTrick(step.trick, step.on);
  };
  return (
    <ul className={classes.list}>
      {remedies.map(({ title, why, change, step }) => (
        <li key={title}>
          <Button size="compact-sm" variant="light" className={classes.button ?? ''} onClick={() => take(step)}>
            {title}
          </Button>
          <span>
            {why} <em>Changes: {change}.</em>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What was changed since the run began, with the way to try it. */
function Changed() {
  const playground = usePlayground();
  const run = useCurrentRun();
  const experiment = usePlaygroundState((state) => state.experiment);
  const differences = run ? describeDifference(playground.catalogue, run.experiment, experiment) : [];
  return (
    <p className={classes.changed} role="status">
      {run && differences.length > 0 && (
        <>
          <span>
            <b>Changed:</b> {differences.join(', ')}. The ladder above is still that of the run before.
          </span>
          <Button size="compact-sm" className={classes.button ?? ''} onClick={() => void playground.train()}>
            Train with this change
          </Button>
          <Button size="compact-sm" variant="subtle" className={classes.button ?? ''} onClick={() => playground.restore(run)}>
            Undo the change
          </Button>
        </>
      )}
    </p>
  );
}
