import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { accuracyEstimate, differenceInterval } from '../../core/statistics';
import { missingFiles } from '../../store/playground';
import { describeDifference } from '../../store/run-name';
import type { RunRecord } from '../../store/run-record';
import { useKept } from '../embed/part';
import { usePlayground, usePlaygroundState, useCurrentRun } from '../playground-context';
import { arrival } from '../share/arrival';
import classes from './guide.module.css';
import { showView } from './views';

const RECORDED = 'This link brought its results along, so nothing trains by itself: Reproduce makes the recorded run again, Train begins with the settings on the left.';
const WAITING = 'Nothing is training yet: press Train.';
const NO_FILES = 'Nothing is training yet: this data set is read from files. Drop them anywhere on this page, or press “Choose files”.';
const OTHER_DATA = ' Or choose another data set and press Train.';

interface Props {
  /** Whether the run itself is in sight; elsewhere only what asks for something is said. */
  readonly besideRun: boolean;
}

/** One line above the charts: what is happening, and what to do next. */
export function Guide({ besideRun }: Props) {
  const playground = usePlayground();
  const run = useCurrentRun();
  const runs = usePlaygroundState((state) => state.runs);
  const experiment = usePlaygroundState((state) => state.experiment);
  const problem = usePlaygroundState((state) => state.problem);
  const ready = usePlaygroundState((state) => state.backend !== undefined);
  const noFiles = usePlaygroundState((state) => missingFiles(playground.catalogue, state.experiment, state.files) !== undefined);
  const rateKept = useKept('run');
  const dataKept = useKept('data');
  const recorded = useStore(arrival, (state) => state.results !== undefined);
  const differences = useMemo(
    () => (run ? describeDifference(playground.catalogue, run.experiment, experiment) : []),
    [playground, run?.experiment, experiment], // eslint-disable-line react-hooks/exhaustive-deps -- of the run, only its experiment matters
  );

  if (problem) {
    return (
      <div className={classes.guide} data-tone="problem">
        <p>
          <b>This cannot be trained yet.</b> {problem.text}.
        </p>
      </div>
    );
  }
  if (run && differences.length > 0) {
    return (
      <div className={classes.guide} data-tone="changed">
        <p>
          <b>Changed:</b> {differences.join(', ')}. Press Train to run this; the curves so far stay beneath.
        </p>
        <Button
          size="compact-sm"
          onClick={() => {
            showView('train');
            void playground.train();
          }}
        >
          Train this
        </Button>
        <Button size="compact-sm" variant="subtle" onClick={() => playground.restore(run)}>
          Undo
        </Button>
      </div>
    );
  }
  const failure = run && (run.failure ?? (learnedNothing(run) ? NOTHING_LEARNED : undefined));
  if (failure) {
    return (
      <div className={classes.guide} data-tone="problem">
        <p>
          <b>{failure.reason}</b> {failure.advice}
        </p>
        {!rateKept && (
          <Button size="compact-sm" onClick={() => void playground.trainGentler()}>
            Divide the learning rate by 10 and train
          </Button>
        )}
      </div>
    );
  }
  const filesAwaited = !run && !recorded && noFiles;
  if (!besideRun && !filesAwaited) return null;
  return (
    <div className={classes.guide}>
      <p>{run ? whatHappens(run, runs) : recorded ? RECORDED : noFiles ? NO_FILES + (besideRun && !dataKept ? OTHER_DATA : '') : ready ? WAITING : 'The network starts to train as soon as the engine is here.'}</p>
    </div>
  );
}

const NOTHING_LEARNED = { reason: 'The network ended no better than it began.', advice: 'Most often the learning rate is far too high.' };

function learnedNothing({ final, evaluations }: RunRecord): boolean {
  return final !== undefined && evaluations[0] !== undefined && final.dev.loss >= evaluations[0].dev.loss;
}

/** How a finished run compares with the last finished one on the same data; never more than the dev samples can show. */
function outcome(run: RunRecord, runs: readonly RunRecord[]): string {
  const before = runs.findLast(({ id, final, experiment }) => id !== run.id && final !== undefined && experiment.data.id === run.experiment.data.id);
  if (!before?.final || !run.final) return 'Done. Switch on a trick on the left, or change the learning rate, and press Train: the new curve is drawn over this one.';
  const difference = differenceInterval(accuracyEstimate(run.final.dev), accuracyEstimate(before.final.dev));
  const points = `${Math.abs(100 * difference.mean).toFixed(1)} points ${difference.mean < 0 ? 'below' : 'above'} run ${before.id}`;
  return difference.low > 0 || difference.high < 0
    ? `Done: ${points}, which is more than these dev samples leave to chance. Another seed would show how much of it is luck in training.`
    : `Done: ${points}, which may well be luck: the intervals overlap. Train both with other seeds, or for longer, to tell.`;
}

function whatHappens(run: RunRecord, runs: readonly RunRecord[]): string {
  switch (run.status) {
    case 'finished':
      return outcome(run, runs);
    case 'paused':
      return run.step === 0
        ? 'Untrained and waiting. Take a single step, or press Resume and watch it learn.'
        : 'Paused. Take single steps, go on, or draw a digit and see what the network makes of it by now.';
    case 'stopped':
      return 'Stopped. What it has learned so far can still be looked at; press Train for a fresh start.';
    default:
      return 'A real network is learning in this tab. Switch on a trick, such as label smoothing, and press Train: the new curve is drawn over this one.';
  }
}
