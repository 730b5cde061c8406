/** The check as it goes on: kernels in the trainer's own worker, then the network's layers there and in a worker that computes plainly. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { messageOf } from '../../core/words';
import type { BackendReport, Trainer } from '../../engine/protocol';
import type { KernelProgress, KernelReport, Reference, WalkReport } from '../../engine/protocol/device-check';

/** Progress is shown this often, in ms. */
const SHOWN_EVERY = 100;

export interface DeviceState {
  readonly phase: 'idle' | 'kernels' | 'walk' | 'done';
  /** Of the kernels, while they are checked. */
  readonly progress?: { readonly done: number; readonly of: number; readonly title: string };
  /** What was checked, and the id of the run that was under way: a bug that it has planted may be in the kernels. */
  readonly backend?: BackendReport | undefined;
  readonly run?: number | undefined;
  readonly kernels?: KernelReport;
  readonly walk?: WalkReport;
  /** Why there is no walk, or no result at all; one sentence. */
  readonly problem?: string;
}

export interface ReferenceConnection {
  readonly reference: { compare(...given: Parameters<Reference['compare']>): Promise<WalkReport> };
  close(): void;
}

export interface Engine {
  readonly trainer: {
    checkKernels(onProgress: (progress: KernelProgress) => void): Promise<KernelReport>;
    stopCheck(): Promise<void>;
    walk(): ReturnType<Trainer['walk']>;
  };
  connect(onFailure: (reason: string) => void): ReferenceConnection;
}

export class DeviceCheck {
  readonly store: StoreApi<DeviceState> = createStore<DeviceState>(() => ({ phase: 'idle' }));
  private stopped: AbortController | undefined;

  /** Nothing of an earlier check is left. Ends when all is done, or stopped. */
  async run(engine: Engine, backend: BackendReport | undefined, run?: number): Promise<void> {
    const stopped = new AbortController();
    this.stopped = stopped;
    this.store.setState({ phase: 'kernels', backend, run }, true);
    try {
      const kernels = await engine.trainer.checkKernels(this.showProgress(stopped.signal));
      this.store.setState({ phase: stopped.signal.aborted || !kernels.complete ? 'done' : 'walk', backend, run, kernels }, true);
      if (this.store.getState().phase === 'walk') this.store.setState(await this.walk(engine, stopped.signal));
    } catch (error) {
      this.store.setState({ problem: sentenceOf(error) });
    }
    this.store.setState({ phase: 'done' });
  }

  /** What has been found by then is kept. */
  async stop({ trainer }: Engine): Promise<void> {
    this.stopped?.abort();
    await trainer.stopCheck();
  }

  private async walk({ trainer, connect }: Engine, signal: AbortSignal): Promise<Pick<DeviceState, 'walk' | 'problem'>> {
    const walked = await trainer.walk();
    return new Promise((resolve) => {
      const end = (result: Pick<DeviceState, 'walk' | 'problem'>): void => {
        connection.close();
        resolve(result);
      };
      const connection = connect((reason) => end({ problem: `The layers could not be compared: ${reason}.` }));
      signal.addEventListener('abort', () => end({ problem: 'The walk through the layers was stopped.' }), { once: true });
      connection.reference.compare(walked).then(
        (walk) => end({ walk }),
        (error: unknown) => end({ problem: sentenceOf(error) }),
      );
    });
  }

  private showProgress(signal: AbortSignal): (progress: KernelProgress) => void {
    let shown = -Infinity;
    return ({ row: { title }, done, of }) => {
      const now = performance.now();
      if (now - shown < SHOWN_EVERY || signal.aborted || this.store.getState().phase !== 'kernels') return;
      shown = now;
      this.store.setState({ progress: { done, of, title } });
    };
  }
}

const sentenceOf = (error: unknown): string => `${messageOf(error).replace(/\.$/, '')}.`;
