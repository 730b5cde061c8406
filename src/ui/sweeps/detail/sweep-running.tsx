import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { percent } from '../../../core/statistics';
import { grouped } from '../../../core/words';
import type { Study } from '../../../lab/study';
import type { ArmOutcome } from '../../../lab/sweeps/results';
import type { Trial } from '../../../lab/trial';
import type { Lab } from '../../../store/lab/lab';
import { progressOf } from '../../../store/lab/sweep';
import { clockTime } from '../../format';
import { QueuePaused } from '../../lab/queue-paused';
import { useLabState } from '../../lab/use-lab';
import { usePlayground } from '../../playground-context';
import shared from '../sweeps.module.css';
import classes from './detail.module.css';

interface Props {
  readonly lab: Lab;
  readonly study: Study;
  readonly trials: readonly Trial[];
  readonly best: ArmOutcome | undefined;
}

const ENDED: Readonly<Record<Exclude<Study['status'], 'running'>, string>> = { finished: 'Finished', cancelled: 'Cancelled', failed: 'Failed' };

/** How far a sweep is, and a way to end it. */
export function SweepRunning({ lab, study, trials, best }: Props) {
  const { catalogue } = usePlayground();
  const paused = useLabState(({ queue }) => queue.paused);
  const progress = useMemo(() => {
    try {
      return progressOf(catalogue, study.plan, trials);
    } catch {
      // The detail says what is wrong with the plan.
      return undefined;
    }
  }, [catalogue, study.plan, trials]);
  if (!progress) return null;
  const { done, total, share, secondsLeft } = progress;
  const failed = trials.filter(({ status }) => status === 'failed').length;
  const early = trials.filter(({ status }) => status === 'stopped').length;
  const atOnce = Math.max(1, trials.filter(({ status }) => status === 'running').length);
  const facts = [
    study.status === 'running' ? `${grouped(done)} of ${grouped(total)} runs` : `${ENDED[study.status]}: ${grouped(done)} runs`,
    ...(early > 0 ? [`${grouped(early)} stopped early`] : []),
    ...(failed > 0 ? [`${grouped(failed)} failed`] : []),
    ...(study.status === 'running' && best?.accuracy ? [`best so far ${percent(best.accuracy)} (${best.label})`] : []),
    ...(study.status === 'running' && secondsLeft !== undefined ? [`about ${clockTime(secondsLeft / atOnce)} left`] : []),
  ];
  return (
    <div className={classes.running}>
      <p role="status" className={classes.facts}>
        {facts.join(' · ')}
      </p>
      {study.status === 'running' && (
        <>
          <progress aria-label={`Progress of ${study.title}`} value={share} max={1} />
          <Button size="compact-sm" variant="default" className={shared.button ?? ''} onClick={() => lab.cancelStudy(study.id)}>
            Cancel
          </Button>
          {paused && (
            <p className={shared.help}>
              <QueuePaused button={shared.link} />
            </p>
          )}
        </>
      )}
    </div>
  );
}
