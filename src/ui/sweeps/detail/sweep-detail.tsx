import { Button } from '@mantine/core';
import { lazy, Suspense, useCallback, useMemo } from 'react';
import { messageOf } from '../../../core/words';
import type { Study } from '../../../lab/study';
import type { ArmOutcome } from '../../../lab/sweeps/results';
import { bestAgainstSecond, mainEffects, rankArms } from '../../../store/lab/sweep';
import { MOST_COMPARED, setCompared } from '../../../store/lab/selection';
import type { Lab } from '../../../store/lab/lab';
import { usePlayground } from '../../playground-context';
import { showScreen, showView } from '../../shell/views';
import shared from '../sweeps.module.css';
import classes from './detail.module.css';
import { RankingTable } from './ranking-table';
import { SweepRunning } from './sweep-running';
import { useSweepTrials } from './use-sweep-trials';

const Effects = lazy(() => import('./effects'));

/** One sweep: how far it is, its ranking, what every setting did. */
export function SweepDetail({ lab, study }: { readonly lab: Lab; readonly study: Study }) {
  const playground = usePlayground();
  const { catalogue } = playground;
  const trials = useSweepTrials(lab, study.id);
  const found = useMemo(() => {
    try {
      const ranked = rankArms(catalogue, study.plan, trials);
      return { ...ranked, effects: mainEffects(catalogue, study.plan, ranked.ranking) };
    } catch (error) {
      return messageOf(error);
    }
  }, [catalogue, study.plan, trials]);
  const use = useCallback((arm: ArmOutcome) => playground.restore(arm), [playground]);
  if (typeof found === 'string') return <p className={shared.problem}>{found}.</p>;
  const { columns, ranking, effects } = found;
  const best = ranking.find(({ finished }) => finished.size > 0);
  const compare = (): void => {
    setCompared(ranking.flatMap((arm) => arm.trials.map(({ id }) => id)).slice(0, MOST_COMPARED));
    showView('compare');
  };
  return (
    <article aria-label={study.title}>
      <h4>{study.title}</h4>
      <SweepRunning lab={lab} study={study} trials={trials} best={best} />
      {study.failure !== undefined && <p className={shared.problem}>{study.failure.replace(/\.?$/, '.')}</p>}
      {best && (
        <>
          <p className={classes.verdict}>{bestAgainstSecond(ranking)}</p>
          <div className={classes.actions}>
            <Button
              className={shared.button ?? ''}
              onClick={() => {
                if (!playground.restore(best)) return;
                playground.notify(`The controls show the settings of “${best.label}”; press Train to run them.`);
                showScreen('experiment');
              }}
            >
              Use the best settings
            </Button>
            <Button className={shared.button ?? ''} variant="default" onClick={compare}>
              Compare these runs
            </Button>
          </div>
        </>
      )}
      {ranking.length > 0 && <RankingTable columns={columns} ranking={ranking} onUse={use} />}
      {effects.length > 0 && (
        <Suspense fallback={<div className={classes.pending} />}>
          <Effects effects={effects} halved={ranking.some(({ status }) => status === 'stopped')} running={study.status === 'running'} />
        </Suspense>
      )}
    </article>
  );
}
