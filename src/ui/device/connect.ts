import { proxy, releaseProxy, wrap, type Remote } from 'comlink';
import type { Trainer } from '../../engine/protocol';
import type { Reference } from '../../engine/protocol/device-check';
import { DeviceCheck, type Engine, type ReferenceConnection } from './device-check';

/** Starts a worker that computes plainly. @param onFailure called with a reason when it cannot be loaded or dies */
function connect(onFailure: (reason: string) => void): ReferenceConnection {
  const worker = new Worker(new URL('../../../workers/device-check.worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('error', (event) => onFailure(event.message || 'its program could not be loaded'));
  const reference = wrap<Reference>(worker);
  return {
    reference,
    close: () => {
      reference[releaseProxy]();
      worker.terminate();
    },
  };
}

/** The page's own trainer, with the worker beside it. */
export function engineOf(trainer: Remote<Trainer>): Engine {
  return {
    trainer: {
      checkKernels: (onProgress) => trainer.checkKernels(proxy(onProgress)),
      stopCheck: () => trainer.stopCheck(),
      walk: () => trainer.walk(),
    },
    connect,
  };
}

/** One for the page, so that results outlive the view. */
export const deviceCheck = new DeviceCheck();
