/** One line beneath the charts: the marks of what can be judged without asking the engine. Loaded after the charts. */
import { useMemo } from 'react';
import { titleOf } from '../../diagnose/checklist';
import { examineRun } from '../../diagnose/examine/run';
import type { Verdict } from '../../diagnose/verdict';
import { compareTones } from '../../diagnose/worst-verdict';
import type { RunRecord } from '../../store/run-record';
import { useRuns } from '../charts/use-runs';
import { usePlayground } from '../playground-context';
import { showView } from '../shell/views';
import { Mark, TONE_WORDS } from '../verdicts/mark';
import { evidenceOf } from './run-evidence';
import classes from './verdict-strip.module.css';

/** Between two looks while a run trains, in ms. */
const INTERVAL = 1000;
/** The others are counted. */
const MOST_NAMED = 5;

export default function VerdictStrip() {
  const playground = usePlayground();
  // Judged at evaluations, not at every step in between.
  const run = useRuns(({ evaluations, final }) => evaluations.length + (final ? 1 : 0), INTERVAL).at(-1);
  const verdicts = useMemo(() => known(run, playground.catalogue), [run, playground]);
  if (verdicts.length === 0) return null;
  const named = verdicts.slice(0, MOST_NAMED);
  const more = verdicts.length - named.length;
  return (
    <button type="button" className={classes.strip} onClick={() => showView('why')}>
      <span className={classes.lead}>Verdicts</span>
      {named.map((verdict) => (
        <span key={verdict.id} className={classes.one}>
          <Mark tone={verdict.tone} />
          {titleOf(verdict)}
          {verdict.tone !== 'good' && `: ${TONE_WORDS[verdict.tone]}`}
        </span>
      ))}
      {more > 0 && <span className={classes.one}>and {more} more</span>}
      <span className={classes.to}>→ Why</span>
    </button>
  );
}

function known(run: RunRecord | undefined, catalogue: Parameters<typeof evidenceOf>[0]): readonly Verdict[] {
  if (!run) return [];
  return examineRun(evidenceOf(catalogue, run))
    .filter(({ tone }) => tone !== 'unknown')
    .sort((a, b) => compareTones(a.tone, b.tone));
}
