/** Why a run does what it does: the checklist as verdicts, and the health of the network. Loaded when it is first opened. */
import { useState } from 'react';
import { useStore } from 'zustand';
import { grouped } from '../../core/words';
import { examine } from '../../diagnose/examine';
import { judgeKernels } from '../../diagnose/run/kernels';
import { judgeSmallFit } from '../../diagnose/run/small-fit';
import type { Verdict } from '../../diagnose/verdict';
import type { RunRecord } from '../../store/run-record';
import { deviceCheck } from '../device/connect';
import Hunt from '../hunt/hunt';
import { Health } from '../panels/health/health';
import { Empty } from '../shared/panel';
import { useAnswer } from '../shared/use-answer';
import { useCurrentRun, usePlayground, usePlaygroundState } from '../playground-context';
import { evidenceOf } from './run-evidence';
import { SmallFitButton, useSmallFit } from './small-fit';
import { Tally, VerdictList } from './verdict-list';
import classes from './why.module.css';

/** Least time between two examinations, in ms: each lets the run wait for about a second. */
const GAP = 5000;

export default function WhyView() {
  const run = useCurrentRun();
  return (
    <article className={classes.view} aria-labelledby="why-title">
      <header className={classes.head}>
        <h2 id="why-title">Why it did that</h2>
        <p>The questions to ask of every run, answered for this one from what it has measured. Open an answer for its rule, where the rule comes from, and what to try.</p>
      </header>
      {run ? <Examined key={run.id} run={run} /> : <Empty title="No run yet">Press Train: the first answers come with the first steps.</Empty>}
      <div className={classes.health}>
        <Health />
      </div>
      <Hunt />
    </article>
  );
}

function Examined({ run }: { readonly run: RunRecord }) {
  const playground = usePlayground();
  const revision = usePlaygroundState((state) => state.revision);
  const { answer, ref } = useAnswer(playground.trainer, {
    ask: () => playground.trainer.examine(),
    subject: String(run.id),
    occasion: String(revision),
    gap: GAP,
    enabled: run.status !== 'starting',
  });
  const smallFit = useSmallFit(run.experiment);
  // Until the engine has answered, what the page can tell by itself.
  const [first] = useState(() => ({ step: run.step, verdicts: examine(evidenceOf(playground.catalogue, run)) }));
  const { step, verdicts } = answer ?? first;
  const kernels = useStore(deviceCheck.store, (state) => (state.run === run.id ? state.kernels : undefined));
  const all = inPlace(verdicts, [...(smallFit.result ? [judgeSmallFit(smallFit.result)] : []), ...(kernels ? [judgeKernels(kernels.rows)] : [])]);
  return (
    <section ref={ref} aria-label="Verdicts">
      <div className={classes.bar}>
        <Tally verdicts={all} />
        <span className={classes.asOf} aria-live="polite">
          {answer ? `as of step ${grouped(step)} of ${grouped(run.steps)}` : 'asking the network and looking through its data …'}
        </span>
        <SmallFitButton {...smallFit} />
      </div>
      <VerdictList verdicts={all} trained={run.experiment} />
    </section>
  );
}

/** Verdicts that come from tests which the visitor started, in the place of those that wait for them. */
function inPlace(verdicts: readonly Verdict[], tested: readonly Verdict[]): readonly Verdict[] {
  const known = new Map(tested.map((verdict) => [verdict.id, verdict]));
  return verdicts.map((verdict) => known.get(verdict.id) ?? verdict);
}
