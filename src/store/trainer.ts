/** The page's way to the engine: a worker of its own, spoken to through Comlink. */
import { releaseProxy, wrap, type Remote } from 'comlink';
import type { Trainer } from '../engine/protocol';

export interface TrainerConnection {
  readonly trainer: Remote<Trainer>;
  /** Ends the worker and whatever it is doing. */
  close(): void;
}

/**
 * Starts a worker with a trainer in it.
 * @param onFailure called with a sentence when the worker cannot be loaded or dies
 */
export function openTrainer(onFailure?: (reason: string) => void): TrainerConnection {
  const worker = new Worker(new URL('../../workers/trainer.worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('error', (event) => onFailure?.(event.message || 'its program could not be loaded'));
  const trainer = wrap<Trainer>(worker);
  return {
    trainer,
    close: () => {
      trainer[releaseProxy]();
      worker.terminate();
    },
  };
}
