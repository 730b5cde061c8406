/** What the benchmark has measured: raw slices, from which `report/figures.ts` works out the rest. The JSON holds both. */
import type { Backend, EngineId, KernelTime, Slice, WorkloadId } from './protocol';
import type { SuiteId } from './runners/suites';

export interface Results {
  /** ISO 8601 */
  readonly date: string;
  readonly quick: boolean;
  readonly machine: { readonly processor: string; readonly cores: number; readonly system: string };
  readonly suites: readonly SuiteResults[];
  /** How long all of it took. */
  readonly seconds: number;
}

export interface SuiteResults {
  readonly id: SuiteId;
  /** Such as `Node 20.20.0, WebAssembly`. */
  readonly title: string;
  readonly backend: Backend;
  /** What does not show in numbers, a sentence each. */
  readonly notes: readonly string[];
  /** What each engine runs on. */
  readonly devices: Readonly<Partial<Record<EngineId, string>>>;
  readonly workloads: readonly WorkloadResults[];
}

export interface WorkloadResults {
  readonly id: WorkloadId;
  readonly title: string;
  readonly batchSize: number;
  /** Floating-point operations of one step. */
  readonly flops: number;
  /** Products of matrices, each a slice between those of the training. */
  readonly matmul: Readonly<Partial<Record<EngineId, readonly Slice[]>>>;
  readonly engines: readonly EngineResults[];
}

export interface EngineResults {
  readonly engine: EngineId;
  /** Why there are no figures, or what is wrong with them. */
  readonly problem?: string;
  /** What the engine says about how it works here. */
  readonly note?: string;
  /** Of the first three steps. */
  readonly losses: readonly number[];
  /** Compiling and the first step. */
  readonly first?: Slice;
  readonly slices: readonly Slice[];
  /** Short slices afterwards, on WebGPU: how long the calling thread is busy, with nobody else at work. */
  readonly encodings: readonly Slice[];
  readonly kernels: readonly KernelTime[];
}

/** Matrices that are multiplied to find out what a backend can do at best. */
export const MATMUL_SIZE = 1024;
export const MATMUL_FLOPS = 2 * MATMUL_SIZE ** 3;

export interface StepTime {
  readonly ms: number;
  /** Of the processors, where that is known. */
  readonly cpuMs?: number;
}

/** An addition to a run against the same training without it. */
export interface AdditionCost {
  readonly title: string;
  /** Its key in links. */
  readonly addition: string;
  /** By round. */
  readonly plain: readonly StepTime[];
  readonly added: readonly StepTime[];
  /** The share of the plain step that it may add. */
  readonly limit?: number;
  /** Why there are no figures, or what is wrong with them. */
  readonly problem?: string;
}
