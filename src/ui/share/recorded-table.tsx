import { Button, VisuallyHidden } from '@mantine/core';
import type { Judgement } from '../../core/result-link/judge';
import { accuracyEstimate, percent } from '../../core/statistics';
import type { EvaluationResult } from '../../core/trick';
import { grouped } from '../../core/words';
import type { SharedRun } from '../../store/lab/shared-results';
import { clockTime, lossText } from '../format';
import { recordedColour } from './recorded-series';
import classes from './recorded.module.css';

const STATUS = { finished: '', stopped: ', stopped early', failed: ', failed' } as const;

interface Props {
  readonly runs: readonly SharedRun[];
  readonly busy: boolean;
  readonly onReproduce: (run: SharedRun) => void;
}

/** What was measured in the end, with its 95 % interval, and by what. */
export function RecordedTable({ runs, busy, onReproduce }: Props) {
  const withTest = runs.some(({ recorded }) => recorded.test);
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label="Recorded figures">
      <table>
        <thead>
          <tr>
            <th scope="col">Run</th>
            {runs.length > 1 && (
              <th scope="col">
                <VisuallyHidden>Actions</VisuallyHidden>
              </th>
            )}
            <th scope="col" title="With its 95 % interval, by Wilson">
              Dev accuracy
            </th>
            <th scope="col">Dev loss</th>
            <th scope="col">Train accuracy</th>
            {withTest && <th scope="col">Test accuracy</th>}
            <th scope="col">Steps</th>
            <th scope="col">Seed</th>
            <th scope="col">Computed by</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run, i) => {
            const { recorded, experiment } = run;
            return (
              <tr key={run.id}>
                <th scope="row">
                  <span className={classes.name}>
                    <i aria-hidden style={{ background: recordedColour(i) }} />
                    {i + 1}: {recorded.name}
                    {STATUS[recorded.status]}
                  </span>
                </th>
                {runs.length > 1 && (
                  <td>
                    <Button size="compact-sm" variant="default" disabled={busy} onClick={() => onReproduce(run)} aria-label={`Reproduce run ${i + 1}`}>
                      Reproduce
                    </Button>
                  </td>
                )}
                <td>{shareText(recorded.dev)}</td>
                <td>{lossText(recorded.dev.loss)}</td>
                <td>{Number.isFinite(recorded.train.accuracy) ? `${(100 * recorded.train.accuracy).toFixed(1)} %` : '–'}</td>
                {withTest && <td>{recorded.test ? shareText(recorded.test) : 'covered'}</td>}
                <td>{recorded.step === recorded.steps ? grouped(recorded.steps) : `${grouped(recorded.step)} of ${grouped(recorded.steps)}`}</td>
                <td>{experiment.run.seed}</td>
                <td>
                  {recorded.backend.device}
                  {recorded.backend.safeMode && ', safe mode'}, {clockTime(recorded.seconds)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** `97.3 % 96.5 – 97.9, of 2,000`. */
function shareText(result: EvaluationResult) {
  if (!Number.isFinite(result.accuracy)) return '–';
  const accuracy = accuracyEstimate(result);
  const end = (share: number): string => percent({ ...accuracy, mean: share }).replace(' %', '');
  return (
    <>
      {percent(accuracy)}
      <span className={classes.interval}>{` ${end(accuracy.low)} – ${end(accuracy.high)}, of ${grouped(result.samples)}`}</span>
    </>
  );
}

const MARKS: Readonly<Record<Judgement['outcome'], string>> = { identical: '✓', reproduced: '✓', different: '≠', incomparable: '?' };

/** What came of making a run again. */
export function JudgementLine({ name, judgement }: { readonly name: string; readonly judgement: Judgement }) {
  return (
    <li data-outcome={judgement.outcome}>
      <b aria-hidden>{MARKS[judgement.outcome]}</b>
      <span>
        {name}
        {judgement.sentence}
        {judgement.differences.map((difference) => (
          <small key={difference}>{difference}</small>
        ))}
      </span>
    </li>
  );
}
