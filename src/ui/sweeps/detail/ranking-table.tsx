import { Button, VisuallyHidden } from '@mantine/core';
import { memo, useState } from 'react';
import { percent, type Estimate } from '../../../core/statistics';
import type { ArmOutcome } from '../../../lab/sweeps/results';
import type { Trial } from '../../../lab/trial';
import { runTime } from './run-time';
import shared from '../sweeps.module.css';
import classes from './detail.module.css';

interface Props {
  /** Names of what was varied. */
  readonly columns: readonly string[];
  /** The best first. */
  readonly ranking: readonly ArmOutcome[];
  readonly onUse: (arm: ArmOutcome) => void;
}

const SHOWN_FIRST = 12;

/** All settings, the best first. */
export const RankingTable = memo(function RankingTable({ columns, ranking, onUse }: Props) {
  const [all, setAll] = useState(false);
  const rows = all ? ranking : ranking.slice(0, SHOWN_FIRST);
  return (
    <section className={shared.part} aria-labelledby="sweep-ranking">
      <h4 id="sweep-ranking">Ranking</h4>
      <p className={shared.help}>By mean dev accuracy over the seeds, with its 95 % interval; of a single seed, the interval knows of the samples only. Of settings that were stopped early it is what they had by then. Failed runs come last.</p>
      <div className={classes.scroll} tabIndex={0} role="region" aria-label="Ranking of settings">
        <table>
          <thead>
            <tr>
              <th scope="col">#</th>
              {columns.map((name) => (
                <th key={name} scope="col" data-kind="setting">
                  {name}
                </th>
              ))}
              <th scope="col">Dev accuracy</th>
              <th scope="col">Seeds</th>
              <th scope="col">Time a run</th>
              <th scope="col" data-kind="setting">
                Status
              </th>
              <th scope="col">
                <VisuallyHidden>Actions</VisuallyHidden>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((arm, i) => (
              <tr key={arm.label} data-best={i === 0 && arm.finished.size > 0}>
                <th scope="row">{i + 1}</th>
                {arm.settings.map((text, at) => (
                  <td key={columns[at]} data-kind="setting">
                    {text}
                  </td>
                ))}
                <td>{arm.accuracy ? <Accuracy {...arm.accuracy} /> : '–'}</td>
                <td>
                  {arm.finished.size} of {arm.trials.length}
                </td>
                <td>{runTime(arm.seconds)}</td>
                <td data-kind="setting">{statusText(arm)}</td>
                <td>
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    className={classes.use ?? ''}
                    aria-label={`Use ${arm.label}`}
                    title="Puts these settings into the controls"
                    onClick={() => onUse(arm)}
                  >
                    Use
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {ranking.length > SHOWN_FIRST && (
        <button type="button" className={shared.link} onClick={() => setAll(!all)}>
          {all ? `Show the first ${SHOWN_FIRST}` : `Show all ${ranking.length}`}
        </button>
      )}
    </section>
  );
});

function Accuracy(estimate: Estimate) {
  const { low, high } = estimate;
  return (
    <>
      {percent(estimate)} {Number.isFinite(low) && <span className={shared.quiet}>{`${(100 * low).toFixed(1)} – ${(100 * Math.min(1, high)).toFixed(1)}`}</span>}
    </>
  );
}

function statusText({ status, progress, failures, trials }: ArmOutcome): string {
  const some = (sought: Trial['status']): boolean => trials.some((trial) => trial.status === sought);
  if (status === 'under way') return some('running') ? 'running' : some('held') ? 'held for the others' : 'waiting';
  const failed = failures > 0 && status !== 'failed' ? `, ${failures} of ${trials.length} failed` : '';
  if (status === 'stopped') return `stopped at ${Math.round(100 * progress)} %${failed}`;
  return `${status}${failed}`;
}
