/** A lab in Node, whose workers are trainers of this thread. */
import type { Catalogue } from '../../src/core/catalogue';
import { LocalTrainer } from '../../src/engine/trainer';
import type { Connect } from '../../src/lab/queue';
import type { Trial } from '../../src/lab/trial';
import { MemoryTrialStore } from '../../src/lab/trial-store';
import { Lab, type LabSurroundings } from '../../src/store/lab/lab';
import { testPlatform } from './engine';
import { tinyCatalogue } from './tiny-catalogue';

/** Trainers that were opened, and a way to let each of them die. */
export interface Workers {
  readonly connect: Connect;
  readonly opened: { readonly trainer: LocalTrainer; readonly die: (reason: string) => void }[];
  closed: number;
  dispose(): Promise<void>;
}

export function localWorkers(catalogue: Catalogue = tinyCatalogue): Workers {
  const workers: Workers = {
    opened: [],
    closed: 0,
    connect: (onFailure) => {
      const trainer = new LocalTrainer(testPlatform, catalogue);
      workers.opened.push({ trainer, die: onFailure });
      return {
        trainer,
        close: () => {
          workers.closed++;
          void trainer.dispose();
        },
      };
    },
    dispose: async () => {
      await Promise.all(workers.opened.map(({ trainer }) => trainer.dispose()));
    },
  };
  return workers;
}

export function newLab(surroundings: Partial<LabSurroundings> = {}): Lab {
  return new Lab({
    catalogue: tinyCatalogue,
    keep: new MemoryTrialStore(),
    connect: () => {
      throw new Error('This test needs no worker');
    },
    slots: 1,
    files: () => undefined,
    request: () => ({ backend: 'wasm' }),
    ...surroundings,
  });
}

/** Resolves once the state of the lab is as it should be. */
export function until(lab: Lab, done: (trials: readonly Trial[]) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): boolean => {
      if (!done(lab.state.trials)) return false;
      resolve();
      return true;
    };
    if (look()) return;
    const unsubscribe = lab.store.subscribe(() => {
      if (look()) unsubscribe();
    });
  });
}

export const statuses = (lab: Lab): Trial['status'][] => lab.state.trials.map(({ status }) => status);
