import { useEffect, useState } from 'react';
import type { Catalogue } from '../../../core/catalogue';
import { messageOf } from '../../../core/words';
import type { SweepPlan } from '../../../lab/sweeps/plan';
import type { SweepPreview } from '../../../lab/sweeps/preview';
import { previewSweep } from '../../../store/lab/sweep';

export type PreviewState =
  | { readonly state: 'empty' | 'reckoning' }
  | { readonly state: 'bad'; readonly problem: string }
  | { readonly state: 'ready'; readonly preview: SweepPreview };

type Result = { readonly plan: SweepPlan } & Exclude<PreviewState, { state: 'empty' | 'reckoning' }>;

/** Whoever types gets the preview when they pause. */
const PAUSE = 120;

/** What a plan would do, reckoned beside the drawing of the page. */
export function usePreview(catalogue: Catalogue, plan: SweepPlan | undefined): PreviewState {
  const [result, setResult] = useState<Result>();
  useEffect(() => {
    if (!plan) return undefined;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      previewSweep(catalogue, plan, abort.signal).then(
        (preview) => !abort.signal.aborted && preview && setResult({ plan, state: 'ready', preview }),
        (error: unknown) => !abort.signal.aborted && setResult({ plan, state: 'bad', problem: messageOf(error) }),
      );
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [catalogue, plan]);
  if (!plan) return { state: 'empty' };
  return result?.plan === plan ? result : { state: 'reckoning' };
}
