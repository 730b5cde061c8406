/** Runs side by side: their curves, what differs in their settings, what they cost, and what that leads to. */
import { useThrottledValue } from '@mantine/hooks';
import { memo, useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { LiveCurves } from '../../store/lab/compare/live-curves';
import { slots } from '../../store/lab/compare/slots';
import { MOST_COMPARED, selection } from '../../store/lab/selection';
import type { Trial } from '../../lab/trial';
import { useLab, useLabState } from '../lab/use-lab';
import { Empty } from '../shared/panel';
import { useSame } from '../shared/use-same';
import classes from './compare.module.css';
import { entriesOf, type Entry } from './entries';
import { OverlaySection } from './overlay/overlay-section';
import { ParallelSection } from './parallel/parallel-section';
import { Picker } from './picker/picker';
import { SettingsSection } from './table/settings-section';
import { TradeOffSection } from './trade-off/trade-off-section';

export default function CompareView() {
  const lab = useLab();
  const trials = useChosen();
  const none = useLabState((state) => state.trials.length === 0);
  const slotOf = useStore(slots);
  const [average, setAverage] = useState(false);
  const [live] = useState(() => new LiveCurves((id) => lab.curves(id)));
  const curves = useStore(live.store);
  const compared = useMemo(() => trials.slice(0, MOST_COMPARED), [trials]);
  useEffect(() => live.watch(compared), [live, compared]);
  useEffect(() => () => live.close(), [live]);
  const entries = useMemo(() => entriesOf(compared, average, slotOf), [compared, average, slotOf]);
  // What is below the curves is drawn piece by piece, when nothing else is to be done.
  const later = useDeferredValue(entries);
  return (
    <div className={classes.view}>
      <header>
        <h2>Compare</h2>
        <p className={classes.lead}>Put runs over each other, see what differs in their settings, and whether the difference in their results is more than luck.</p>
      </header>
      {none ? (
        <Empty title="No runs yet">Press Train above, change a setting, and train again: every run is kept, and any of them can be put side by side here.</Empty>
      ) : (
        <Picker chosen={trials} average={average} onAverage={setAverage} />
      )}
      {entries.length > 0 && (
        <>
          <OverlaySection entries={entries} curves={curves} />
          <Below entries={later} />
        </>
      )}
    </div>
  );
}

const Below = memo(function Below({ entries }: { readonly entries: readonly Entry[] }) {
  return (
    <>
      <SettingsSection entries={entries} />
      <TradeOffSection entries={entries} />
      <ParallelSection entries={entries} />
    </>
  );
});

/** Trials that run change many times a second, and the eye needs no more than this, in ms. */
const LOOK_INTERVAL = 1000;

/** The chosen trials in the order they were chosen, as they stood within the last second; the same array while none of them changes. */
function useChosen(): readonly Trial[] {
  const ids = useStore(selection, ({ compared }) => compared);
  const all = useThrottledValue(useLabState(({ trials }) => trials), LOOK_INTERVAL);
  const found = useMemo(() => {
    const byId = new Map(all.map((trial) => [trial.id, trial]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }, [ids, all]);
  return useSame(found, (before, now) => before.length === now.length && before.every((trial, i) => trial === now[i]));
}
