import { Button, NativeSelect } from '@mantine/core';
import { useId, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Experiment } from '../../core/experiment';
import type { Arm, NotApplicable } from '../../lab/checklist/plan';
import { checklistDraft, chosenPart, editChecklist, ENOUGH_SEEDS, guessSeconds, MOST_SEEDS, planChecklist, toggleArm } from '../../store/lab/checklist';
import { missingFiles } from '../../store/playground';
import { describeDifference } from '../../store/run-name';
import { readLink } from '../../core/permalink';
import { messageOf } from '../../core/words';
import { useRunsAtOnce } from '../lab/runs-at-once';
import { useLab } from '../lab/use-lab';
import { useCurrentRun, usePlayground, usePlaygroundState } from '../playground-context';
import classes from './checklist.module.css';

const SEEDS = [2, 3, 5, 8, 10, MOST_SEEDS];

/** What will be run: the baseline, the changes, and how often. */
export function SetUp({ onBegin }: { readonly onBegin: (study: string) => void }) {
  const lab = useLab();
  const { catalogue } = usePlayground();
  const experiment = usePlaygroundState((state) => state.experiment);
  const files = usePlaygroundState((state) => state.files);
  const atOnce = useRunsAtOnce();
  const { seeds, without } = useStore(checklistDraft);
  const current = useCurrentRun();
  const [failure, setFailure] = useState<string>();
  const planned = useMemo(() => {
    try {
      return planChecklist(catalogue, experiment, seeds);
    } catch (error) {
      return messageOf(error);
    }
  }, [catalogue, experiment, seeds]);
  if (typeof planned === 'string') return <p className={classes.problem}>The baseline cannot be trained: {planned}. Change the experiment on the left.</p>;
  const plan = chosenPart(planned, without);
  const missing = missingFiles(catalogue, experiment, files);
  const seconds = guessSeconds(catalogue, plan, current, atOnce.n);
  const start = (): void => {
    try {
      const title = `${catalogue.datasets[experiment.data.id]!.title}, ${catalogue.models[experiment.model.id]!.title}, ${plan.arms.length} changes × ${seeds} seeds`;
      setFailure(undefined);
      onBegin(lab.beginStudy({ kind: 'checklist', title, plan }).id);
    } catch (error) {
      setFailure(messageOf(error));
    }
  };
  const obstacle = missing ?? (plan.arms.length === 0 ? 'Choose at least one change.' : undefined);
  return (
    <section className={classes.section} aria-labelledby="checklist-plan">
      <h3 id="checklist-plan">What will be run</h3>
      <Baseline experiment={experiment} baseline={readLink(catalogue, planned.baseline).experiment} link={planned.baseline} />
      <Arms arms={planned.arms} refused={planned.notApplicable} without={without} />
      <div className={classes.start}>
        <NativeSelect
          size="xs"
          label="Seeds"
          description="How often every change is run; more show smaller effects."
          data={SEEDS.map((n) => ({ value: String(n), label: n === ENOUGH_SEEDS ? `${n} (as recommended)` : String(n) }))}
          value={String(seeds)}
          onChange={(event) => editChecklist({ seeds: Number(event.currentTarget.value) })}
        />
        <Button onClick={start} disabled={obstacle !== undefined}>
          Start the checklist
        </Button>
        <p className={classes.estimate}>
          {obstacle ?? `${(1 + plan.arms.length) * seeds} runs, and ${2 * seeds} more if something helps${seconds === undefined ? '' : `: roughly ${duration(seconds)} on this device, ${atOnce.text}`}.`}
          {seeds < ENOUGH_SEEDS && ` With ${seeds} seeds this is a trial run: only very large effects can be told from luck.`}
        </p>
      </div>
      {failure !== undefined && (
        <p className={classes.problem} role="alert">
          The checklist cannot begin: {failure}
        </p>
      )}
    </section>
  );
}

function Baseline({ experiment, baseline, link }: { readonly experiment: Experiment; readonly baseline: Experiment; readonly link: string }) {
  const playground = usePlayground();
  const { catalogue } = playground;
  const differences = describeDifference(catalogue, experiment, baseline);
  return (
    <p className={classes.text}>
      <b>Baseline:</b> the experiment on the left with the article’s recipe: cosine power cycles after a short warm-up, Nesterov momentum, and weight decay.{' '}
      {differences.length === 0 ? 'Yours is that already.' : `It differs from yours by ${differences.join(', ')}.`} Its learning rate is the one you have set; tune it first, since it is not tuned again for each change.{' '}
      <button type="button" className={classes.link} onClick={() => void playground.openLink(link)}>
        Open the baseline
      </button>
    </p>
  );
}

function Arms({ arms, refused, without }: { readonly arms: readonly Arm[]; readonly refused: readonly NotApplicable[]; readonly without: readonly string[] }) {
  const id = useId();
  return (
    <>
      <fieldset className={classes.arms}>
        <legend>
          Changes, one at a time ({arms.length - without.filter((one) => arms.some((arm) => arm.id === one)).length} of {arms.length} chosen){' '}
          <button type="button" className={classes.link} onClick={() => editChecklist({ without: without.length > 0 ? [] : arms.map((arm) => arm.id) })}>
            {without.length > 0 ? 'Choose all' : 'Choose none'}
          </button>
        </legend>
        {arms.map((arm, i) => (
          <label key={arm.id} className={classes.arm}>
            <input type="checkbox" checked={!without.includes(arm.id)} onChange={() => toggleArm(arm.id)} {...(arm.note === undefined ? {} : { 'aria-describedby': `${id}-${i}` })} />
            <span>
              {arm.name}
              {arm.note !== undefined && <small id={`${id}-${i}`}>{arm.note}</small>}
            </span>
          </label>
        ))}
      </fieldset>
      {refused.length > 0 && (
        <>
          <p className={classes.text}>
            <b>Not applicable here</b>, which is an outcome, too:
          </p>
          <ul className={classes.refused}>
            {refused.map(({ id: own, name, reason }) => (
              <li key={own}>
                {name}: <span>{reason}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** `40 s`, `12 min`, `3.5 h`. */
function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
