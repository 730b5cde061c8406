/** The lab of this page: trials are kept in the browser's database and run in workers. */
import { proxy } from 'comlink';
import type { Connect } from '../../lab/queue';
import { slotsForCores } from '../../lab/queue/slots';
import type { Playground } from '../playground';
import { browserMemory, readKernels, readQueuePaused, writeQueuePaused } from '../settings';
import { openTrainer } from '../trainer';
import { DexieTrialStore } from './database';
import { Lab } from './lab';
import { claimQueue, openPeers } from './peers';
import { recordRuns } from './recorder';

export async function openLab(playground: Playground): Promise<Lab> {
  const memory = browserMemory();
  const lab = new Lab({
    catalogue: playground.catalogue,
    keep: new DexieTrialStore(playground.catalogue),
    connect,
    slots: slotsForCores(navigator.hardwareConcurrency),
    files: (dataset) => playground.state.files[dataset],
    // Several trainers share the cores, so each of them has one.
    request: () => ({ ...playground.state.request, kernels: readKernels(memory), threads: 1 }),
    paused: readQueuePaused(memory),
    onPaused: (paused) => writeQueuePaused(memory, paused),
    peers: openPeers(playground.catalogue),
    claim: (onWait) => claimQueue(onWait, navigator.locks),
    onPrecious: () => void navigator.storage?.persist?.().catch(() => undefined),
  });
  playground.store.subscribe(({ files }, before) => {
    if (files !== before.files) lab.filesChanged();
  });
  await lab.open();
  recordRuns(playground, lab);
  return lab;
}

/** Listeners cross the thread as proxies. */
const connect: Connect = (onFailure) => {
  const { trainer, close } = openTrainer(onFailure);
  return {
    close,
    trainer: {
      prepare: (request) => trainer.prepare(request),
      start: (experiment, listener, options) => trainer.start(experiment, proxy(listener), options),
      stop: () => trainer.stop(),
      pause: () => trainer.pause(),
      resume: () => trainer.resume(),
      checkpoint: () => trainer.checkpoint(),
      evaluate: (split) => trainer.evaluate(split),
    },
  };
};
