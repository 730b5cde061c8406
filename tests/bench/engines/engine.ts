/** What the benchmark asks of an engine. Everything here happens inside a realm that belongs to the engine alone. */
import type { Backend, Device, KernelTime } from '../protocol';
import type { Workload } from '../workloads/workloads';

export interface Engine {
  /** Gets the backend going. @throws where it cannot be had here */
  open(backend: Backend): Promise<Device>;
  /** Makes the data and the network, and leaves both where the steps will find them. @param probeEvery for our engine alone */
  start(workload: Workload, probeEvery?: number): Promise<Training>;
  /** Makes two matrices [size, size]. @returns a function that multiplies them so many times and waits for the last product */
  matrices(size: number): Promise<(count: number) => Promise<void>>;
  /** Bytes of WebAssembly's heap, on that backend; undefined where the engine has none. */
  heapBytes(): number | undefined;
}

export interface Training {
  /** Compiles what the steps need, where the engine can do that ahead. */
  prepare?(): Promise<void>;
  /** Has `count` steps computed, and waits only once they are all on their way. @returns the loss of the last one */
  takeSteps(count: number): Promise<number>;
  /** What is worth knowing about how the steps are taken; asked after some. */
  note?(): string | undefined;
  /**
   * Takes so many steps on WebAssembly with a clock around every kernel, and none before; undefined where the engine offers no way to do that.
   * On WebGPU nobody asks.
   */
  profile?(steps: number): Promise<readonly KernelTime[]>;
}
