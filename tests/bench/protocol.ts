/**
 * What crosses the border between the benchmark and a realm. A realm is a process (Node) or a worker (Chromium) in which one engine trains one
 * workload: two copies of tfjs in one realm would share their kernels, and memory, compiled pipelines and counters are to belong to one engine alone.
 */
export const ENGINES = ['ours', 'tfjs', 'jax-js', 'convnetjs'] as const;
export type EngineId = (typeof ENGINES)[number];

export const WORKLOADS = ['A', 'B', 'C', 'D', 'glyphs', 'scenes', 'points'] as const;
export type WorkloadId = (typeof WORKLOADS)[number];

export type Backend = 'wasm' | 'webgpu';

/** What a realm is asked to do, in this order: open, then `start` and steps, or `multiply`. On wasm, `profile` takes the place of the steps. */
export interface Requests {
  open: { readonly engine: EngineId; readonly backend: Backend };
  /** Makes the data and the network; entries are added to the link of the workload, and our engine probes as often as asked. */
  start: { readonly workload: WorkloadId; readonly entries?: string; readonly probeEvery?: number };
  /** Compiles what has to be compiled and takes the first step. */
  first: object;
  steps: { readonly count: number };
  /** Steps in which only the calling thread's work is looked at. */
  encode: { readonly count: number };
  /** Square products of matrices. */
  multiply: { readonly size: number; readonly count: number };
  profile: { readonly steps: number };
}

export interface Answers {
  open: Device;
  start: object;
  first: Slice;
  steps: Slice;
  encode: Slice;
  multiply: Slice;
  profile: readonly KernelTime[];
}

export type RequestName = keyof Requests;

/** A request as it travels. */
export type Message = { [Name in RequestName]: { readonly name: Name; readonly request: Requests[Name] } }[RequestName];

/** The answer, or a sentence that says why there is none. */
export type Reply<T> = { readonly value: T } | { readonly problem: string };

export interface Device {
  /** Such as `1 thread` or `google swiftshader`. */
  readonly name: string;
  /** A WebGPU that computes on the processor. */
  readonly software: boolean;
  /** How many threads compute, where that is known. */
  readonly threads?: number;
}

/** Some steps in one go, from an idle device until the last loss is on the host. */
export interface Slice {
  readonly steps: number;
  readonly ms: number;
  /** The part of `ms` in which the calling thread was busy taking the steps; when asked to `encode`, its own time on a processor, where that can be had. */
  readonly busyMs: number;
  /** What the whole process took of the processors, in Node: other processes have no part in it. */
  readonly cpuMs?: number;
  /** Of the last step. */
  readonly loss: number;
  /** Most bytes that were in use at a time so far: GPU buffers, or the heap of WebAssembly. */
  readonly peakBytes?: number;
  /** What happened in the slice, the reading of the last loss included; on WebGPU only. */
  readonly counts?: Counts;
  /** What the engine says about how it works here. */
  readonly note?: string;
}

export const COUNTED = ['dispatches', 'submits', 'uploads', 'uploadedBytes', 'stepBytes', 'pipelines', 'buffers'] as const;

/** `stepBytes` are those that our captured step is told its numbers by; `uploads` and `uploadedBytes` are all others. */
export type Counts = Readonly<Record<(typeof COUNTED)[number], number>>;

/** How long one kernel took in one step, all its calls together. */
export interface KernelTime {
  readonly name: string;
  readonly calls: number;
  readonly ms: number;
}

/** A realm, seen from outside. */
export interface Realm {
  ask<Name extends RequestName>(name: Name, request: Requests[Name]): Promise<Reply<Answers[Name]>>;
  close(): Promise<void>;
}

/** Where realms live. */
export interface Runner {
  /** Such as `Node 20.20.0` */
  readonly title: string;
  openRealm(): Promise<Realm>;
  close(): Promise<void>;
}

/** The variable by which a process of Node is told of a software driver for Vulkan, to be taken where there is no GPU. */
export const SOFTWARE_DRIVER = 'GRIMOIRE_SOFTWARE_VULKAN';
