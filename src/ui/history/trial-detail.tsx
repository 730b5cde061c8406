import { Button, CloseButton } from '@mantine/core';
import { useId } from 'react';
import { accuracyEstimate, percent } from '../../core/statistics';
import type { EvaluationResult } from '../../core/trick';
import { grouped } from '../../core/words';
import { hasSettings, settingsOf } from '../../store/lab/table/settings';
import { agoText, epochsText, statusText, titleOf } from '../../store/lab/table/facts';
import type { Trial } from '../../lab/trial';
import type { Lab } from '../../store/lab/lab';
import { clockTime, lossText } from '../format';
import { usePlayground } from '../playground-context';
import classes from './detail.module.css';
import { DetailActions } from './detail-actions';
import { rangeText } from './figures';
import { Remarks } from './remarks';
import { Sparkline } from './sparkline';
import { openTrial } from './table-state';

interface Props {
  readonly lab: Lab;
  readonly trial: Trial;
  /** The trial it was made from, where that is still there. */
  readonly parent: Trial | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly onClose: () => void;
}

const ORIGINS: Record<Trial['origin'], string> = { page: 'trained on the page', queue: 'from the queue', study: 'part of a study', link: 'came with a link' };

/** All that is known of one run, and what can be done with it. */
export function TrialDetail({ lab, trial, parent, now, onClose }: Props) {
  const { catalogue } = usePlayground();
  const title = useId();
  const { failure, backend, data, origin, path, link, experiment } = trial;
  const settings = hasSettings(catalogue, experiment) ? settingsOf(catalogue, experiment) : undefined;
  return (
    <aside
      className={classes.detail}
      aria-labelledby={title}
      onKeyDown={({ key, defaultPrevented }) => {
        if (key === 'Escape' && !defaultPrevented) onClose();
      }}
    >
      <header className={classes.head}>
        <h3 id={title} tabIndex={-1} className={classes.title}>
          <small>{path}</small> {titleOf(trial)}
        </h3>
        <CloseButton size="sm" iconSize={16} aria-label="Close the details" onClick={onClose} />
      </header>
      <p className={classes.facts}>
        {statusText(trial)} · epoch {epochsText(trial)} · {clockTime(trial.seconds)} of training · {grouped(trial.parameters)} parameters · {ORIGINS[origin]}, {agoText(trial.created, now)}
      </p>
      {failure && (
        <p className={classes.failure}>
          <b>{failure.reason}</b> {failure.advice}
        </p>
      )}
      <Figures trial={trial} />
      <DetailActions lab={lab} trial={trial} parent={parent} />
      <Remarks key={trial.id} lab={lab} trial={trial} />
      <section aria-label="Settings">
        <h4>Settings that are not the usual ones</h4>
        {settings === undefined && <p className={classes.facts}>This run was made by another version of Grimoire, which knew settings that this one does not.</p>}
        {settings?.length === 0 && <p className={classes.facts}>None: these are the settings that this data set and model begin with.</p>}
        {settings !== undefined && settings.length > 0 && (
          <ul className={classes.settings}>
            {settings.map((setting) => (
              <li key={setting}>{setting}</li>
            ))}
          </ul>
        )}
        <p className={classes.link}>{link}</p>
      </section>
      <dl className={classes.origin}>
        {parent && (
          <div>
            <dt>Made from</dt>
            <dd>
              <button type="button" className={classes.text} onClick={() => openTrial(parent.id)}>
                {parent.path} {titleOf(parent)}
              </button>
            </dd>
          </div>
        )}
        <div>
          <dt>Computed by</dt>
          <dd>{backend ? backend.device : 'not begun'}</dd>
        </div>
        <div>
          <dt title="A number made from all samples the run has learned from; runs with the same have seen the same data.">Data fingerprint</dt>
          <dd>{data ?? 'known when it has begun'}</dd>
        </div>
        <div>
          <dt title="A number made from all trained weights; runs with the same have learned the same, to the last bit.">Weights fingerprint</dt>
          <dd>{trial.weights ?? 'known when it has finished'}</dd>
        </div>
        <div>
          <dt>Steps</dt>
          <dd>
            {grouped(trial.step)} of {grouped(trial.steps)}, {grouped(trial.batchSize)} samples each
          </dd>
        </div>
      </dl>
      <Button size="compact-xs" variant="subtle" className={classes.bottom} onClick={onClose}>
        Close the details
      </Button>
    </aside>
  );
}

function Figures({ trial }: { readonly trial: Trial }) {
  const { final, latest, test, spark } = trial;
  const metrics = final ?? latest;
  if (!metrics) return <p className={classes.facts}>Nothing has been measured yet.</p>;
  const rows: readonly (readonly [string, EvaluationResult | undefined])[] = [
    ['Train', metrics.train],
    ['Dev', metrics.dev],
    ['Test', test],
  ];
  return (
    <>
      <table className={classes.figures}>
        <caption>{final ? 'At the end' : 'So far, on some of the samples'}</caption>
        <thead>
          <tr>
            <th scope="col">Samples</th>
            <th scope="col">Accuracy</th>
            <th scope="col" title="With 95 % confidence the true accuracy lies in this range.">
              95 % interval
            </th>
            <th scope="col">Loss</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, result]) => (
            <tr key={name}>
              <th scope="row">
                {name} <small>{result && grouped(result.samples)}</small>
              </th>
              <td>{result ? percent(accuracyEstimate(result)) : 'not looked at'}</td>
              <td>{result ? rangeText(accuracyEstimate(result)) : ''}</td>
              <td>{result ? lossText(result.loss) : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {spark.length > 1 && (
        <figure className={classes.course}>
          <Sparkline spark={spark} width={220} height={48} />
          <figcaption>
            Dev accuracy from {(100 * spark[0]!).toFixed(0)} % to {(100 * spark.at(-1)!).toFixed(0)} %
          </figcaption>
        </figure>
      )}
    </>
  );
}
