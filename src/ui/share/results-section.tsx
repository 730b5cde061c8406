import { Checkbox, TextInput } from '@mantine/core';
import '@mantine/core/styles/Checkbox.layer.css';
import { memo, useState } from 'react';
import { joinResults } from '../../core/result-link/address';
import { writeResults } from '../../core/result-link/payload';
import { LONGEST, MOST_EVALUATIONS, MOST_RUNS, type RecordedResults, type RecordedRun } from '../../core/result-link/recorded';
import { accuracyEstimate, percent } from '../../core/statistics';
import { grouped } from '../../core/words';
import { addressOf } from './address-of';
import { CopyField } from './copy-field';
import classes from './share.module.css';
import { useCandidates } from './use-candidates';

/** Chooses runs and writes them, with what they measured, into a link. */
export function ResultsSection() {
  const candidates = useCandidates();
  const [chosen, setChosen] = useState<ReadonlySet<string>>();
  const [title, setTitle] = useState('');
  // The newest run, until the visitor says otherwise.
  const keys = chosen ?? new Set(candidates.slice(0, 1).map(({ key }) => key));
  const runs = candidates.filter(({ key }) => keys.has(key)).slice(0, MOST_RUNS);
  if (candidates.length === 0) return <p className={classes.empty}>Nothing has been measured yet: press Train, and come back when the first figures are there.</p>;
  const toggle = (key: string, on: boolean): void => {
    const next = new Set(keys);
    if (on) next.add(key);
    else next.delete(key);
    setChosen(next);
  };
  return (
    <div className={classes.form}>
      <fieldset className={classes.runs}>
        <legend>Runs in the link, at most {MOST_RUNS}; more of them are offered once they are chosen for comparison in Runs or Compare</legend>
        {candidates.map(({ key, title: name, run }) => (
          <Checkbox
            key={key}
            className={classes.run}
            label={`${name} · ${figure(run)}`}
            checked={keys.has(key)}
            disabled={!keys.has(key) && runs.length >= MOST_RUNS}
            onChange={(event) => toggle(key, event.currentTarget.checked)}
          />
        ))}
      </fieldset>
      <TextInput label="Title, if you like" description="Stands above the results." maxLength={LONGEST.title} value={title} onChange={(event) => setTitle(event.currentTarget.value)} />
      {runs.length === 0 ? <p className={classes.empty}>Choose a run.</p> : <WrittenLink title={title.trim()} runs={runs.map(({ run }) => run)} />}
    </div>
  );
}

/** A run under way changes all the time, and what the link says of it seldom. */
const WrittenLink = memo(function WrittenLink({ title, runs }: RecordedResults) {
  const link = addressOf(joinResults(`#${runs[0]!.settings}`, writeResults({ title, runs })));
  const many = runs.length > 1;
  return (
    <>
      <CopyField label="Link with results" link={link} />
      <p className={classes.help}>
        In it: the settings of {many ? `${runs.length} runs` : 'the run'} with the seed, loss and accuracy on train and dev at up to {MOST_EVALUATIONS} points, the final figures
        {runs.some(({ test }) => test) ? ', test accuracy where it was uncovered' : ''}, what computed {many ? 'them' : 'it'} and how long that took, the date, and a fingerprint of the data.
        Not in it: weights, samples, and files of yours.
      </p>
    </>
  );
}, (before, now) => versionOf(before) === versionOf(now));

function versionOf({ title, runs }: RecordedResults): string {
  return JSON.stringify([title, ...runs.map(({ settings, name, status, evaluations, test, ended }) => [settings, name, status, evaluations.length, test !== undefined, ended])]);
}

/** `dev 97.3 % at step 300 of 900`. */
function figure({ dev, status, step, steps }: RecordedRun): string {
  const accuracy = Number.isFinite(dev.accuracy) ? `dev ${percent(accuracyEstimate(dev))}` : 'no accuracy';
  return status === 'finished' ? accuracy : `${accuracy}, at step ${grouped(step)} of ${grouped(steps)}`;
}
