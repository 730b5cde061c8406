import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { writeLink } from '../../../core/permalink';
import { messageOf } from '../../../core/words';
import { paceSeen, parentOf, planFrom, sweepDraft, titleOf } from '../../../store/lab/sweep';
import { missingFiles } from '../../../store/playground';
import { useRunsAtOnce } from '../../lab/runs-at-once';
import { useLab } from '../../lab/use-lab';
import { usePlayground, usePlaygroundState } from '../../playground-context';
import shared from '../sweeps.module.css';
import classes from './form.module.css';
import { FactorList } from './factor-list';
import { Options } from './options';
import { PreviewText } from './preview-text';
import { StrategyChoice } from './strategy-choice';
import { usePreview } from './use-preview';

/** Puts a sweep together, says what it would do, and begins it. */
export function SweepForm({ onBegin }: { readonly onBegin: (id: string) => void }) {
  const lab = useLab();
  const { catalogue } = usePlayground();
  const base = usePlaygroundState(({ experiment }) => experiment);
  const missing = missingFiles(catalogue, base, usePlaygroundState(({ files }) => files));
  const atOnce = useRunsAtOnce();
  const draft = useStore(sweepDraft);
  const link = useMemo(() => writeLink(catalogue, base), [catalogue, base]);
  // What earlier runs tell is asked when something is edited: a plan that changes while it is read would be of no use.
  const plan = useMemo(() => {
    const { trials } = lab.state;
    return planFrom(draft, base, { parent: parentOf(link, trials), pace: paceSeen(base, trials) });
  }, [draft, base, link, lab]);
  const [problem, setProblem] = useState<string>();
  const preview = usePreview(catalogue, draft.factors.length === 0 ? undefined : plan);
  const begin = (): void => {
    try {
      const study = lab.beginStudy({ kind: 'sweep', title: titleOf(catalogue, plan), plan });
      setProblem(undefined);
      onBegin(study.id);
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <section className={shared.section} aria-labelledby="new-sweep">
      <h3 id="new-sweep">New sweep</h3>
      <StrategyChoice strategy={draft.strategy} />
      <FactorList draft={draft} base={base} />
      <Options draft={draft} />
      <div className={classes.start}>
        <Button className={shared.button ?? ''} disabled={preview.state !== 'ready' || missing !== undefined} onClick={begin}>
          Start the sweep
        </Button>
        <PreviewText preview={preview} atOnce={atOnce} empty={draft.factors.length === 0} />
      </div>
      {missing !== undefined && <p className={shared.problem}>{missing}</p>}
      {problem !== undefined && (
        <p className={shared.problem} role="alert">
          {problem}.
        </p>
      )}
    </section>
  );
}
