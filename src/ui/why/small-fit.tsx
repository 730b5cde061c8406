import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Experiment } from '../../core/experiment';
import { judgeSmallFit, type SmallFit } from '../../diagnose/run/small-fit';
import { usePlayground, usePlaygroundState } from '../playground-context';
import { Mark, TONE_WORDS } from '../verdicts/mark';
import classes from './why.module.css';

interface Trial {
  readonly busy: boolean;
  readonly result: SmallFit | undefined;
  readonly begin: () => void;
}

/** The overfit-one-batch test of an experiment. */
export function useSmallFit(experiment: Experiment): Trial {
  const playground = usePlayground();
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<SmallFit>();
  const begin = async (): Promise<void> => {
    setBusy(true);
    const fit = await playground.fitSmall(experiment);
    setBusy(false);
    if (fit) setResult(fit);
  };
  return { busy, result, begin: () => void begin() };
}

export function SmallFitButton({ busy, result, begin }: Trial) {
  const backend = usePlaygroundState((state) => state.backend);
  const verdict = result && judgeSmallFit(result);
  return (
    <div className={classes.fit}>
      <Button size="xs" variant="default" loading={busy} disabled={!backend} onClick={begin}>
        Overfit one batch (64 samples)
      </Button>
      <p className={classes.hint} aria-live="polite">
        {verdict ? (
          <>
            <Mark tone={verdict.tone} /> {TONE_WORDS[verdict.tone]}: {verdict.text}
          </>
        ) : (
          'The quickest test of a whole program: 200 steps on 64 samples, in a run of its own and without regularisation, must get all of them right.'
        )}
      </p>
    </div>
  );
}
