import '@mantine/core/styles/Progress.layer.css';
import { Button, Group, Progress, Text } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { grouped } from '../../../core/words';
import { readSizeCurve, readWidthCurve } from '../../../diagnose/bias-variance';
import { cancelCurve, pointsOf, type Curve, type MeasuredPoint } from '../../../store/learning-curve';
import { dataFacts } from '../../shared/data-facts';
import { Segments } from '../../shared/segments';
import styles from './curves.module.css';
import { CurveTable } from './curve-table';
import { progressText } from './progress-text';

const CurveChart = lazy(() => import('./curve-chart'));

type View = 'chart' | 'table';

interface Props {
  readonly curve: Curve;
  readonly human: number | undefined;
  /** Whether the experiment has been changed since the curve was begun. */
  readonly outdated: boolean;
}

/** A curve, finished or not: how far it is, its picture or table, and what it says. */
export function CurveView({ curve, human, outdated }: Props) {
  const [view, setView] = useState<View>('chart');
  const { plan, experiment, state, failures } = curve;
  const { axis } = plan.options;
  const points = pointsOf(curve);
  const { bayesErrorBound } = dataFacts(experiment.data);

  return (
    <div className={styles.view}>
      {state === 'running' && <Running curve={curve} />}
      {state === 'cancelled' && <Text size="sm">Cancelled; what had been measured by then is below.</Text>}
      {failures.map((failure) => (
        <Text key={failure} size="sm" className={styles.failure ?? ''}>
          ✗ {failure}
        </Text>
      ))}
      {points.length > 0 && (
        <figure className={styles.figure} aria-label={describe(points, axis)}>
          <Group justify="space-between" gap="xs" mb={4}>
            <Text size="sm" fw={600}>
              Error against {axis === 'size' ? 'training-set size' : 'model width'}
            </Text>
            <Segments
              label="Show as"
              data={[
                { value: 'chart', label: 'Chart' },
                { value: 'table', label: 'Table' },
              ]}
              value={view}
              onChange={(value) => setView(value as View)}
            />
          </Group>
          {view === 'table' ? (
            <CurveTable axis={axis} points={points} />
          ) : (
            <Suspense fallback={<div className={styles.pending} />}>
              <CurveChart
                axis={axis}
                points={points}
                xs={[...new Set(plan.runs.map(({ x }) => x))]}
                bayes={bayesErrorBound > 0 ? bayesErrorBound : undefined}
                human={human}
              />
            </Suspense>
          )}
          <figcaption className={styles.note}>
            {plan.heldEqual} Whiskers are 95 % intervals: {plan.options.seeds === 1 ? "Wilson's, from the number of samples" : `Student's, over ${plan.options.seeds} seeds`}.
            {outdated && ' The experiment has been changed since; draw again to measure it as it is now.'}
          </figcaption>
        </figure>
      )}
      {state !== 'running' && points.length > 0 && <Verdict points={points} axis={axis} bayes={bayesErrorBound} human={human} />}
    </div>
  );
}

function Running({ curve }: { readonly curve: Curve }) {
  return (
    <Group gap="sm" wrap="nowrap">
      <div className={styles.progress}>
        <Text size="sm" mb={4}>
          {progressText(curve)}
        </Text>
        <Progress value={100 * curve.share} aria-label="Progress of the learning curve" size="sm" />
      </div>
      <Button variant="default" className={styles.button ?? ''} onClick={cancelCurve}>
        Cancel
      </Button>
    </Group>
  );
}

function Verdict({ points, axis, bayes, human }: { points: readonly MeasuredPoint[]; axis: 'size' | 'width'; bayes: number; human: number | undefined }) {
  const { verdict, text } = axis === 'size' ? readSizeCurve(points, { bayes, ...(human === undefined ? {} : { human }) }) : readWidthCurve(points);
  return (
    <p className={styles.verdict} data-verdict={verdict}>
      {text}
    </p>
  );
}

function describe(points: readonly MeasuredPoint[], axis: 'size' | 'width'): string {
  const error = (share: number): string => `${(100 * share).toFixed(1)} %`;
  const parts = points.map(({ x, train, dev }) => `${grouped(x)}: train ${error(train.mean)}, dev ${error(dev.mean)}`);
  return `Error against ${axis === 'size' ? 'training-set size' : 'model width'}. ${parts.join('; ')}`;
}
