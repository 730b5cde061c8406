/** Bias and variance: how high the errors of the run are on each split, what lies between them, and what to do about it. Loaded when it is first opened. */
import { memo, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Experiment } from '../../core/experiment';
import { judgeLadder } from '../../diagnose/ladder/gaps';
import { humanLevelOf, humanLevels } from '../../store/human-level';
import type { RunRecord } from '../../store/run-record';
import type { RunStatus } from '../../store/run-status';
import { ToolButton } from '../charts/chart-frame';
import { icons } from '../icons';
import { LearningCurves } from '../panels/learning-curves';
import { dataFacts } from '../shared/data-facts';
import { Empty } from '../shared/panel';
import { useCurrentRun, usePlayground, usePlaygroundState } from '../playground-context';
import { attainable } from './attainable';
import classes from './bias.module.css';
import { FlowChartView } from './flow-chart-view';
import { HumanPanel } from './human-panel';
import { LadderDrawing } from './ladder/ladder-drawing';
import { LadderTable } from './ladder/ladder-table';
import { ladderView, type LadderView } from './ladder/rows';
import { QuizSection } from './quiz/quiz-section';
import { provenance, useErrors } from './use-errors';

export default function BiasView() {
  const run = useCurrentRun();
  const shownData = usePlaygroundState(({ experiment }) => experiment.data);
  const data = run?.experiment.data ?? shownData;
  const levels = useStore(humanLevels);
  const { errors, ref } = useErrors(run);
  const level = humanLevelOf(levels, data.id);
  const { bayesErrorBound, encoding } = dataFacts(data);
  const floor = useMemo(() => attainable(level, bayesErrorBound), [level, bayesErrorBound]);
  const askable = encoding === 'pixels';
  const view = useMemo(() => errors && ladderView(errors, floor), [errors, floor]);
  return (
    <div className={classes.view} ref={ref}>
      <header>
        <h2>Bias and variance</h2>
        <p className={classes.lead}>
          An error of 10 % does not say what to do. It is made of steps: what nobody could avoid, what the network fails to fit (<b>avoidable bias</b>), what it fits in its training samples only (<b>variance</b>), what is different in the data it
          is judged by (<b>data mismatch</b>), and what comes from choosing settings by the dev set (<b>over-fit to dev</b>). Each has remedies of its own, and those for one do little against another: so find the largest first.
        </p>
      </header>
      <div className={classes.columns}>
        <section aria-labelledby="ladder-title">{run && view ? <Ladder run={run} view={view} emptyTrainDev={errors?.trainDev === 'none'} /> : <NoLadder run={run} />}</section>
        <HumanPanel dataset={data.id} level={level} floor={floor} bound={bayesErrorBound} askable={askable} outdated={JSON.stringify(level.quiz?.data) !== JSON.stringify(data)} />
      </div>
      {askable && <QuizSection experiment={run && run.status !== 'starting' ? run.experiment : undefined} dataset={data.id} />}
      {view && <FlowChartView ladder={view.ladder} />}
      {run && <Curves experiment={run.experiment} status={run.status} human={floor.kind === 'human' ? floor.human : undefined} />}
    </div>
  );
}

function Ladder({ run, view, emptyTrainDev }: { readonly run: RunRecord; readonly view: LadderView; readonly emptyTrainDev: boolean }) {
  const playground = usePlayground();
  const [table, setTable] = useState(false);
  const { tone, text } = judgeLadder(view.ladder);
  return (
    <>
      <div className={classes.head}>
        <h3 id="ladder-title">The ladder of errors</h3>
        <ToolButton pressed={table} label="The ladder as a table" onClick={() => setTable(!table)}>
          {icons.table}
        </ToolButton>
      </div>
      {table ? (
        <LadderTable view={view} />
      ) : (
        <LadderDrawing view={view} reveal={`reveal (peek ${run.peeks + 1})`} onReveal={() => void playground.revealTest()} />
      )}
      <p className={classes.verdict} data-tone={tone}>
        <b aria-hidden>{SHAPES[tone]}</b> {text}
      </p>
      <p className={classes.help}>
        {provenance(run)} Striped bars are gaps that are not clear, or too small to matter.
        {emptyTrainDev && ' There are no train-dev samples: the training set leaves none over. Choose fewer training samples, or take dev from the test file.'}
      </p>
    </>
  );
}

/** Verdicts are told by shape and word, not by colour. */
const SHAPES = { good: '●', watch: '▲', bad: '▲', unknown: '◐' } as const;

function NoLadder({ run }: { readonly run: RunRecord | undefined }) {
  return (
    <>
      <h3 id="ladder-title">The ladder of errors</h3>
      <Empty title={run ? 'Not measured yet' : 'No network yet'}>
        {run?.failure ? `${run.failure.reason}. ${run.failure.advice}` : run ? 'The first measurement comes with the first steps of the run.' : 'Press Train above: the ladder is measured on the network that trains.'}
      </Empty>
    </>
  );
}

/** Planning curves costs too much to be done with every step of the run. */
const Curves = memo(function Curves({ experiment, status, human }: { readonly experiment: Experiment; readonly status: RunStatus; readonly human: number | undefined }) {
  const { trainer } = usePlayground();
  const revision = usePlaygroundState((state) => state.revision);
  return <LearningCurves trainer={trainer} experiment={experiment} revision={revision} status={status} human={human} />;
});
