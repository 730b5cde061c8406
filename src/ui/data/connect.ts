import { proxy, releaseProxy, wrap } from 'comlink';
import type { DataChecker } from '../../engine/protocol/data-checks';
import { Inspector, type CheckerConnection } from './inspector';

/** Starts a worker that checks data. @param onFailure called with a reason when it cannot be loaded or dies */
function connect(onFailure: (reason: string) => void): CheckerConnection {
  const worker = new Worker(new URL('../../../workers/data-check.worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('error', (event) => onFailure(event.message || 'its program could not be loaded'));
  const remote = wrap<DataChecker>(worker);
  return {
    checker: {
      open: (experiment, files) => remote.open(experiment, files),
      draw: (split, count, seed) => remote.draw(split, count, seed),
      check: (listener) => remote.check(proxy(listener)),
    },
    close: () => {
      remote[releaseProxy]();
      worker.terminate();
    },
  };
}

/** One for the page, so that results outlive the view. */
export const inspector = new Inspector(connect);
