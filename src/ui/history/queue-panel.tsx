import { Button, NativeSelect } from '@mantine/core';
import { useMemo, useState } from 'react';
import { counted, grouped } from '../../core/words';
import type { Trial } from '../../lab/trial';
import type { Lab } from '../../store/lab/lab';
import { filesWaitedFor } from '../../store/lab/waiting-files';
import { useLabState } from '../lab/use-lab';
import { usePlayground, usePlaygroundState } from '../playground-context';
import { FailedList } from './failed-list';
import classes from './queue.module.css';
import { queueExperiment } from './queue-experiment';
import { RunningList } from './running-list';
import { WaitingList } from './waiting-list';

const SEEDS = [1, 3, 5, 10, 20];
const GRAPHICS_TEXT = 'One run at a time, or up to three where it is measured that the graphics device gets more done that way.';

/** What trains beside the page, what waits for it, and what went wrong. */
export function QueuePanel({ lab }: { readonly lab: Lab }) {
  const trials = useLabState((state) => state.trials);
  const { paused, slots, elsewhere, incomplete } = useLabState((state) => state.queue);
  const onGraphics = usePlaygroundState(({ backend }) => backend?.backend === 'webgpu');
  const { running, waiting, failed } = useMemo(() => {
    const queued = trials.filter(({ origin }) => origin !== 'page');
    return {
      running: queued.filter(({ status }) => status === 'running'),
      waiting: trials.filter(({ status }) => status === 'waiting').toSorted((a, b) => a.order - b.order),
      failed: queued.filter(({ status }) => status === 'failed').toReversed(),
    };
  }, [trials]);
  const files = usePlaygroundState((state) => state.files);
  const waits = useMemo(() => filesWaitedFor(lab.catalogue, waiting, files, { incomplete, elsewhere: elsewhere !== undefined }), [lab, waiting, files, incomplete, elsewhere]);
  const idle = running.length === 0 && waiting.length === 0;
  return (
    <section className={classes.queue} aria-labelledby="queue-title">
      <header className={classes.head}>
        <h2 id="queue-title">Queue</h2>
        <p role="status">{queueText(running, waiting, paused)}</p>
        {(!idle || paused) && (
          <Button size="xs" variant="default" title={paused ? 'Take runs from the queue again.' : 'Runs under way wait where they are, and no other one begins.'} onClick={() => (paused ? lab.resumeQueue() : lab.pauseQueue())}>
            {paused ? 'Resume the queue' : 'Pause the queue'}
          </Button>
        )}
        <AddForm lab={lab} />
      </header>
      <p className={classes.help}>{onGraphics ? GRAPHICS_TEXT : slotsText(slots)} The queue trains beside the run on the page; change a setting and add again to try several variants in a row.</p>
      {elsewhere !== undefined && <p className={classes.help}>{elsewhere}</p>}
      {waits.map((text) => (
        <p key={text} className={classes.help} role="status">
          {text}
        </p>
      ))}
      {running.length > 0 && <RunningList lab={lab} trials={running} />}
      {waiting.length > 0 && <WaitingList lab={lab} trials={waiting} />}
      {failed.length > 0 && <FailedList lab={lab} trials={failed} />}
    </section>
  );
}

function queueText(running: readonly Trial[], waiting: readonly Trial[], paused: boolean): string {
  const parts = [...(running.length > 0 ? [`${counted(running.length, 'run')} in training`] : []), ...(waiting.length > 0 ? [`${grouped(waiting.length)} waiting`] : [])];
  return `${parts.length > 0 ? parts.join(', ') : 'Empty'}${paused ? ' · paused' : ''}`;
}

function slotsText(slots: number): string {
  const cores = navigator.hardwareConcurrency;
  return `${slots === 1 ? 'One run' : `Up to ${slots} runs`} at a time, as many as this device bears${slots === cores - 1 ? `: it has ${cores} processor cores, and one is left for the page` : ''}.`;
}

function AddForm({ lab }: { readonly lab: Lab }) {
  const playground = usePlayground();
  const [seeds, setSeeds] = useState(1);
  return (
    <div className={classes.add} role="group" aria-label="Add to the queue">
      <NativeSelect
        size="xs"
        aria-label="With how many seeds"
        title="A seed is the number that all chance in a run comes from. Several of them show how much of a difference is luck."
        data={SEEDS.map((n) => ({ value: String(n), label: n === 1 ? '1 seed' : `${n} seeds` }))}
        value={String(seeds)}
        onChange={(event) => setSeeds(Number(event.currentTarget.value))}
      />
      <Button size="xs" variant="light" title="Puts the experiment in the controls at the end of the queue." onClick={() => queueExperiment(lab, playground, seeds)}>
        Add to queue
      </Button>
    </div>
  );
}
