/** The kernels of one step on a backend whose kernels run at once (wasm, cpu), in order, and how they are run again without tfjs around them. */
import type { DataType, NamedAttrMap, NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../../../core/ops';
import { ReplayPlan } from './replay-plan';
import { Slots } from './slots';

/** The memory of a tensor, as tfjs names it. */
export type DataId = TensorInfo['dataId'];

export interface HostBackend {
  incRef(dataId: DataId): void;
  disposeData(dataId: DataId): boolean;
}

export type Kernel = (args: { inputs: NamedTensorInfoMap; attrs?: NamedAttrMap; backend: object }) => TensorInfo | TensorInfo[];

/** A tensor of the step: a slot of memory, seen in some shape. */
export interface Operand {
  readonly slot: number;
  readonly shape: readonly number[];
  readonly dtype: DataType;
}

export interface Call {
  readonly kernel: Kernel;
  readonly attrs: NamedAttrMap | undefined;
  /** By the kernel's own names; some kernels number their inputs instead. */
  readonly inputs: Readonly<Record<string, Operand>>;
  readonly listed: boolean;
  readonly outputs: readonly number[];
}

/** What a step is taken for. */
export interface Results<T> {
  /** Looked at right after the step. */
  readonly read: T;
  /** Outlive it. */
  readonly kept: readonly T[];
}

export class HostRecording {
  private readonly calls: readonly Call[];
  private readonly slots: Slots;
  private plan: ReplayPlan | undefined;

  /**
   * @param outside the memory of the slots that the step does not make itself: state, inputs, data, constants
   * @param constants memory that belongs to the recording
   */
  constructor(
    private readonly tf: Tf,
    private readonly backend: HostBackend,
    calls: readonly Call[],
    count: number,
    private readonly outside: ReadonlyMap<number, DataId>,
    private readonly results: Results<number>,
    private readonly constants: readonly DataId[],
  ) {
    this.slots = new Slots(backend, count, outside);
    this.calls = withoutDead(calls, new Set([results.read, ...results.kept]));
  }

  /** How many kernels a replay runs. */
  get length(): number {
    return this.calls.length;
  }

  /** Puts memory in a slot from outside. */
  set(slot: number, id: DataId): void {
    this.slots.set(slot, id);
  }

  /** The memory of a slot; that of kept slots belongs to the caller after a replay. */
  get(slot: number): DataId {
    return this.slots.get(slot);
  }

  replay(): void {
    this.plan ??= new ReplayPlan(this.tf, this.backend, this.slots, this.calls, this.outside, this.results);
    this.plan.run();
  }

  /** Lets go of what was to be looked at right after a replay. */
  forgetRead(): void {
    const { read } = this.results;
    if (!this.plan!.stays(read)) this.slots.dispose(read);
  }

  /** Gives back what one replay has kept in a slot and the next has found in another, so that a later one can keep its own there. */
  giveBack(id: DataId, kept: number, found: number | undefined): void {
    if (this.plan!.mayReuse([kept, found])) this.slots.spare(kept, id);
    else this.backend.disposeData(id);
  }

  dispose(): void {
    this.slots.release();
    for (const id of this.constants) this.backend.disposeData(id);
  }
}

/** The calls that the kept slots depend on. */
function withoutDead(calls: readonly Call[], kept: ReadonlySet<number>): Call[] {
  const needed = new Set(kept);
  const live: Call[] = [];
  for (const call of [...calls].reverse()) {
    if (!call.outputs.some((slot) => needed.has(slot))) continue;
    for (const { slot } of Object.values(call.inputs)) needed.add(slot);
    live.push(call);
  }
  return live.reverse();
}
