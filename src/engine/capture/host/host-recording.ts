/** The kernels of one step on a backend whose kernels run at once (wasm, cpu), in order, and how they are run again without tfjs around them. */
import type { DataType, NamedAttrMap, NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';

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

interface PlannedCall extends Omit<Call, 'inputs'> {
  readonly args: { readonly inputs: NamedTensorInfoMap; readonly attrs: NamedAttrMap; readonly backend: object };
  /** The very objects in `args.inputs`, in the order of `slots`. */
  readonly infos: readonly { dataId: DataId }[];
  readonly slots: readonly number[];
  /** Slots that no later call reads. */
  readonly last: readonly number[];
}

export class HostRecording {
  private readonly calls: readonly PlannedCall[];
  private readonly ids: DataId[];

  /**
   * @param outside the memory of the slots that the step does not make itself: state, inputs, data, constants
   * @param kept slots whose memory outlives a replay: the results of the step
   * @param constants memory that belongs to the recording
   */
  constructor(
    private readonly backend: HostBackend,
    calls: readonly Call[],
    slots: number,
    outside: ReadonlyMap<number, DataId>,
    kept: ReadonlySet<number>,
    private readonly constants: readonly DataId[],
  ) {
    this.ids = Array.from({ length: slots }, (_, slot) => outside.get(slot) ?? {});
    this.calls = withLastUses(withoutDead(calls, kept), new Set([...kept, ...outside.keys()])).map(([call, last]) => plan(call, last, backend));
  }

  /** How many kernels a replay runs. */
  get length(): number {
    return this.calls.length;
  }

  /** Puts memory in a slot from outside. */
  set(slot: number, id: DataId): void {
    this.ids[slot] = id;
  }

  /** The memory of a slot; that of kept slots belongs to the caller after a replay. */
  get(slot: number): DataId {
    return this.ids[slot]!;
  }

  replay(): void {
    const { backend, ids } = this;
    for (const { kernel, args, infos, slots, outputs, last } of this.calls) {
      for (let i = 0; i < slots.length; i++) infos[i]!.dataId = ids[slots[i]!]!;
      const made = kernel(args);
      if (Array.isArray(made)) for (let i = 0; i < outputs.length; i++) ids[outputs[i]!] = made[i]!.dataId;
      else ids[outputs[0]!] = made.dataId;
      for (const slot of last) backend.disposeData(ids[slot]!);
    }
  }

  dispose(): void {
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

/** Each call with the slots that it is the last to touch. @param lasting slots that stay */
function withLastUses(calls: readonly Call[], lasting: ReadonlySet<number>): [Call, number[]][] {
  const seen = new Set(lasting);
  const planned = [...calls].reverse().map((call): [Call, number[]] => {
    const last = [...new Set([...Object.values(call.inputs).map(({ slot }) => slot), ...call.outputs])].filter((slot) => !seen.has(slot));
    for (const slot of last) seen.add(slot);
    return [call, last];
  });
  return planned.reverse();
}

function plan({ inputs, listed, attrs = {}, ...call }: Call, last: readonly number[], backend: HostBackend): PlannedCall {
  const entries = Object.entries(inputs).map(([name, { shape, dtype }]) => [name, { dataId: {}, shape: [...shape], dtype }] as const);
  const infos = entries.map(([, info]) => info);
  const args = { inputs: (listed ? infos : Object.fromEntries(entries)) as unknown as NamedTensorInfoMap, attrs, backend };
  return { ...call, listed, attrs, args, infos, slots: Object.values(inputs).map(({ slot }) => slot), last };
}
