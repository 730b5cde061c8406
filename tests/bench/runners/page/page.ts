/** The page whose workers are realms; `runners/chromium.ts` calls the functions below from outside. */
import type { Message, Reply } from '../../protocol';
import { nameOf } from '../../realm/adapter-name';

const realms = new Map<number, Worker>();

export interface BenchPage {
  /** @returns the number by which the realm is addressed */
  open(): number;
  ask(realm: number, message: Message): Promise<Reply<unknown>>;
  close(realm: number): void;
  /** Whether a GPU answers that is not software. */
  hasHardwareGpu(): Promise<boolean>;
}

const page: BenchPage = {
  open() {
    const number = realms.size;
    realms.set(number, new Worker(new URL('../../realm/chromium.ts', import.meta.url), { type: 'module' }));
    return number;
  },
  ask(realm, message) {
    const worker = realms.get(realm)!;
    return new Promise((resolve) => {
      worker.onmessage = ({ data }) => resolve(data as Reply<unknown>);
      worker.onerror = ({ message: problem }) => resolve({ problem: `the worker failed: ${problem}` });
      worker.postMessage(message);
    });
  },
  close(realm) {
    realms.get(realm)!.terminate();
  },
  async hasHardwareGpu() {
    const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
    return adapter ? !nameOf(adapter).software : false;
  },
};

(globalThis as unknown as { bench: BenchPage }).bench = page;
