/** The visitor's own runs of a lesson: all arms with the same seeds, through the queue. */
import { Button } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { messageOf } from '../../core/words';
import type { Trial } from '../../lab/trial';
import { beginLesson, counts, endingOf, hasEnded, needsCurves, outcomeOf, studyOf, unread, valuesOf, type OwnRun, type ReadRun } from '../../store/lab/lesson-runs';
import type { Lab } from '../../store/lab/lab';
import { verdictOf, type Values } from '../../lessons/shared/judge';
import type { Lesson } from '../../lessons/shared/lesson';
import type { LessonResult } from '../../lessons/shared/results';
import { page } from '../embed/page';
import { QueuePaused } from '../lab/queue-paused';
import { useRunsAtOnce } from '../lab/runs-at-once';
import { useLab, useLabState } from '../lab/use-lab';
import { showView } from '../shell/views';
import { keepOwn } from './answers';
import { ArmTable } from './arm-table';
import classes from './learn.module.css';

/** Not among those that are reported, so that the visitor's runs are a test of their own. */
const FIRST_SEED = 11;
const USUAL_SEEDS = 3;
const MOST_SEEDS = 20;
/** Where nothing was measured. */
const USUAL_SECONDS = 6;

interface Props {
  readonly lesson: Lesson;
  readonly result: LessonResult | undefined;
}

export function OwnRuns({ lesson, result }: Props) {
  const lab = useLab();
  const embedded = useStore(page, ({ embed }) => embed);
  const { paused, elsewhere } = useLabState(({ queue }) => queue);
  const atOnce = useRunsAtOnce();
  const study = useLabState(({ studies }) => studyOf(studies, lesson.id));
  const trials = useLabState((state) => state.trials);
  const [count, setCount] = useState(String(USUAL_SEEDS));
  const [problem, setProblem] = useState<string>();
  const own = study ? trials.filter((trial) => trial.study === study.id) : [];
  const done = own.filter(hasEnded).length;
  const running = study?.status === 'running' && done < own.length;
  const n = Number(count);
  const valid = Number.isInteger(n) && n >= 1 && n <= MOST_SEEDS;

  const begin = (): void => {
    try {
      beginLesson(lab, lesson, result, Array.from({ length: n }, (_, i) => FIRST_SEED + i));
      setProblem(undefined);
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <section aria-labelledby="own-title">
      <h3 id="own-title">Run it yourself</h3>
      <div className={classes.row}>
        <label className={classes.seeds}>
          Seeds of each
          <input type="text" inputMode="numeric" value={count} aria-invalid={!valid} onChange={(event) => setCount(event.currentTarget.value)} />
        </label>
        <Button size="sm" disabled={!valid || running} onClick={begin}>
          {own.length > 0 ? 'Run it again' : 'Run it yourself'}
        </Button>
        {running && (
          <Button size="sm" variant="default" onClick={() => lab.cancelStudy(study.id)}>
            Cancel
          </Button>
        )}
        {own.length > 0 && !embedded && (
          <Button size="sm" variant="subtle" onClick={() => showView('runs')}>
            Show these runs
          </Button>
        )}
      </div>
      <p className={classes.help}>
        {valid ? `${lesson.arms.length * n} runs, ${estimate(lesson, result, n, atOnce.n)} on this device, ${atOnce.text}; they go on in the background while you do something else.` : `The number of seeds should be a whole number from 1 to ${MOST_SEEDS}.`}
        {n < 3 && valid && ' With fewer than three seeds an interval says next to nothing.'}
      </p>
      {problem !== undefined && (
        <p className={classes.problem} role="alert">
          {problem}
        </p>
      )}
      {own.length > 0 && (
        <>
          <p role="status" className={classes.help}>
            {running ? `${done} of ${own.length} runs are done.` : statusText(own)}
          </p>
          {running && elsewhere !== undefined && <p className={classes.help}>{elsewhere}</p>}
          {running && paused && (
            <p className={classes.help}>
              <QueuePaused button={classes.link} />
            </p>
          )}
          <OwnResult lab={lab} lesson={lesson} trials={own} />
        </>
      )}
    </section>
  );
}

function statusText(own: readonly Trial[]): string {
  const count = (status: Trial['status']): number => own.filter((trial) => trial.status === status).length;
  const parts = [`${count('finished')} of ${own.length} runs finished`];
  const diverged = own.filter((trial) => trial.status === 'failed' && counts(trial)).length;
  const lost = count('failed') - diverged;
  if (diverged > 0) parts.push(`${diverged} diverged and count as guessing`);
  if (lost > 0) parts.push(`${lost} broke down and do not count; “Queue again” in the tab Runs trains them anew`);
  if (count('stopped') > 0) parts.push(`${count('stopped')} were stopped and do not count`);
  return `${parts.join(', ')}.`;
}

function estimate(lesson: Lesson, result: LessonResult | undefined, seeds: number, atOnce: number): string {
  const all = lesson.arms.reduce((sum, { id }) => sum + (result?.arms.find((arm) => arm.id === id)?.seconds ?? USUAL_SECONDS), 0) * seeds;
  const minutes = all / atOnce / 60;
  return minutes < 1 ? 'about a minute or less' : `about ${Math.ceil(minutes)} minutes`;
}

function OwnResult({ lab, lesson, trials }: { readonly lab: Lab; readonly lesson: Lesson; readonly trials: readonly Trial[] }) {
  const runs = useOutcomes(lab, lesson, trials);
  const values: Values = valuesOf(lesson, lesson.arms.map(({ id }) => id), runs);
  const seeds = values(lesson.arms[0].id, lesson.measures[0])?.length ?? 0;
  useEffect(() => keepOwn(lesson.id, runs), [lesson, runs]);
  if (seeds === 0) return <p className={classes.help}>The comparison appears as soon as the first seed has been through all experiments.</p>;
  const verdict = trials.every(hasEnded) ? verdictOf(lesson, values) : undefined;
  return (
    <>
      <ArmTable lesson={lesson} values={values} />
      {verdict && (
        <p className={classes.verdict} data-finding={verdict.finding}>
          <b>In your runs: {verdict.text}</b> {verdict.details.join(' ')}
        </p>
      )}
    </>
  );
}

/** What the trials that have ended were measured at; read once for each ending, since their curves come from the database. */
function useOutcomes(lab: Lab, lesson: Lesson, trials: readonly Trial[]): readonly OwnRun[] {
  const [read, setRead] = useState<readonly ReadRun[]>([]);
  useEffect(() => {
    let current = true;
    const fresh = unread(trials, read);
    const measure = async (trial: Trial) => {
      const curves = needsCurves(lesson) ? await lab.curves(trial.id) : undefined;
      const outcome = outcomeOf(lab.catalogue, trial, curves);
      return outcome ? [{ ending: endingOf(trial), arm: trial.arm ?? '', seed: trial.experiment.run.seed, outcome }] : [];
    };
    if (fresh.length > 0) {
      void Promise.all(fresh.map(measure)).then((found) => {
        if (current && found.flat().length > 0) setRead((before) => [...before, ...found.flat()]);
      });
    }
    return () => {
      current = false;
    };
  }, [lab, lesson, trials, read]);
  const endings = trials.filter(counts).map(endingOf).join();
  return useMemo(() => read.filter(({ ending }) => endings.split(',').includes(ending)), [read, endings]);
}
