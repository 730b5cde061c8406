/** Does this device compute what it should? Loaded when it is first opened. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useStore } from 'zustand';
import { grouped } from '../../core/words';
import type { BackendRequest } from '../../engine/protocol';
import { writeLink } from '../../core/permalink';
import { copy } from '../shared/clipboard';
import { Empty } from '../shared/panel';
import { usePlayground, usePlaygroundState } from '../playground-context';
import { Mark } from '../verdicts/mark';
import { bugReport } from './bug-report';
import { deviceCheck, engineOf } from './connect';
import type { DeviceState } from './device-check';
import classes from './device.module.css';
import { KernelTables } from './kernel-table';
import { summarise, verdictOf, walkText } from './summary';
import { WalkTable } from './walk-table';

const SAFE: BackendRequest = { backend: 'cpu', safeMode: true };

export default function DeviceView() {
  const state = useStore(deviceCheck.store);
  const running = state.phase === 'kernels' || state.phase === 'walk';
  return (
    <article className={classes.view} aria-labelledby="device-title">
      <header className={classes.head}>
        <h2 id="device-title">Check of this device</h2>
        <p>
          When a network does not learn, the fault is sometimes neither in the settings nor in the data: a graphics driver or a fast kernel can compute something else than it should, silently. This
          check runs every kernel that the networks here use, on this very device, and compares the results with plain loops in double precision, gradients included. Then it walks through the current
          network, here and on the plain processor, and names the first layer where the two part. It takes some seconds; your run goes on meanwhile.
        </p>
      </header>
      <Controls state={state} running={running} />
      {running && <Progress state={state} />}
      {state.phase === 'idle' && <Empty title="Not checked yet">Press “Check this device”: the table of kernels and the layers of the current network will be here.</Empty>}
      <Results state={state} />
    </article>
  );
}

function Controls({ state, running }: { readonly state: DeviceState; readonly running: boolean }) {
  const playground = usePlayground();
  const backend = usePlaygroundState(({ backend: now }) => now);
  const request = usePlaygroundState(({ request: now }) => now);
  const [before, setBefore] = useState<BackendRequest>({ backend: 'auto' });
  const engine = engineOf(playground.trainer);
  const fallBack = (): void => {
    setBefore(request);
    void playground.chooseBackend(SAFE);
  };
  return (
    <div className={classes.controls}>
      {running ? (
        <Button variant="default" onClick={() => void deviceCheck.stop(engine)}>
          Stop
        </Button>
      ) : (
        <Button onClick={() => void deviceCheck.run(engine, backend, playground.current?.id)} disabled={!backend}>
          {state.phase === 'idle' ? 'Check this device' : 'Check again'}
        </Button>
      )}
      {request.safeMode ? (
        <Button variant="default" onClick={() => void playground.chooseBackend(before)}>
          Leave safe mode
        </Button>
      ) : (
        <Button variant="default" onClick={fallBack}>
          Fall back to safe mode
        </Button>
      )}
      {state.phase === 'done' && state.kernels && <CopyButton state={state} />}
      <p className={classes.note}>
        {backend ? `Computing on: ${backend.device}. ` : 'The engine is being loaded. '}
        {request.safeMode
          ? 'Leaving safe mode goes back to the backend of before and starts a new run.'
          : 'Safe mode uses the stock kernels of TensorFlow.js on the processor: very slow, and simple. It starts a new run.'}
      </p>
    </div>
  );
}

function CopyButton({ state: { kernels, walk, backend } }: { readonly state: DeviceState }) {
  const playground = usePlayground();
  const [copied, setCopied] = useState<string>();
  const copyText = async (): Promise<void> => {
    const link = new URL(writeLink(playground.catalogue, playground.state.experiment), window.location.href).href;
    const text = bugReport(kernels!, walk, { backend, browser: navigator.userAgent, link, date: new Date() });
    setCopied((await copy(text)) ? 'Copied.' : text);
  };
  return (
    <>
      <Button variant="default" onClick={() => void copyText()}>
        Copy as text
      </Button>
      <span className={classes.copied} aria-live="polite">
        {copied === 'Copied.' ? copied : ''}
      </span>
      {copied !== undefined && copied !== 'Copied.' && (
        <textarea className={classes.text} aria-label="The result as text; this browser does not let the page copy it" readOnly value={copied} rows={8} onFocus={({ currentTarget }) => currentTarget.select()} />
      )}
    </>
  );
}

function Progress({ state: { phase, progress } }: { readonly state: DeviceState }) {
  const share = progress ? progress.done / progress.of : 0;
  return (
    <div className={classes.progress}>
      <progress aria-label="Progress of the check" {...(phase === 'kernels' ? { value: share } : {})} />
      <span>{phase === 'walk' ? 'walking through the layers on the plain processor …' : progress ? `kernel case ${progress.done} of ${progress.of}: ${progress.title}` : 'beginning …'}</span>
    </div>
  );
}

function Results({ state: { phase, kernels, walk, problem, backend } }: { readonly state: DeviceState }) {
  if (!kernels) return problem === undefined ? null : <p role="alert">{problem}</p>;
  const groups = summarise(kernels.rows);
  const verdict = verdictOf(groups);
  const wrong = walk && (walk.wrongForward ?? walk.wrongBackward) !== undefined;
  return (
    <>
      <section aria-labelledby="device-kernels">
        <h3 id="device-kernels">Kernels</h3>
        <p className={classes.verdict} role="status">
          <Mark tone={verdict.tone} />
          <span>
            {verdict.text}
            {!kernels.complete && ' The check was stopped before its end.'} {backend && <small>Checked on: {backend.device}.</small>}
          </span>
        </p>
        {verdict.remedies.length > 0 && (
          <ul className={classes.remedies} aria-label="What to do">
            {verdict.remedies.map((remedy) => (
              <li key={remedy}>{remedy}</li>
            ))}
          </ul>
        )}
        <p className={classes.note}>Relative errors are in root mean squares of the right output, so small values beside large ones are not asked for more than float32 can give.</p>
        <KernelTables groups={groups} />
      </section>
      <section aria-labelledby="device-layers">
        <h3 id="device-layers">Layers of the current network</h3>
        {problem !== undefined && <p className={classes.note}>{problem}</p>}
        {walk && (
          <>
            <p className={classes.verdict}>
              <Mark tone={wrong ? 'bad' : 'good'} />
              <span>{walkText(walk)}</span>
            </p>
            <p className={classes.note}>
              The same weights, samples and random draws on both sides, in evaluation and in training; the weights are those of step {grouped(walk.step)}. The line in each bar marks where a
              difference is more than rounding; what follows a wrong layer, in the direction of the signal or of the gradient, differs because of it.
            </p>
            <WalkTable report={walk} />
          </>
        )}
        {!walk && problem === undefined && phase === 'done' && <p className={classes.note}>The layers were not compared, because the check was stopped.</p>}
      </section>
    </>
  );
}
