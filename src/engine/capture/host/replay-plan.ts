/** How the calls of a recorded step are run: what follows from their shapes is worked out once, and small tensors get their memory for good. */
import type { NamedTensorInfoMap } from '@tensorflow/tfjs-core';
import type { Tf } from '../../../core/ops';
import { sizeOf, type TensorSpec } from '../../../kernels/shared/host-kernel';
import { type BoundKernel, boundKernelOf } from '../../../kernels/wasm/bound';
import type { BackendWasm } from '../../../kernels/wasm/heap';
import type { Call, DataId, HostBackend, Results } from './host-recording';
import { memoryKey, type Slots } from './slots';

/** Up to this size, in elements, tensors stay where they are. Larger ones take turns in memory, and so long to compute that finding it does not matter. */
const STAYING_SIZE = 2 ** 14;

/** A call whose kernel can be bound. */
interface BoundCall {
  readonly kernel: BoundKernel;
  /** Of its outputs. */
  readonly specs: readonly TensorSpec[];
}

export class ReplayPlan {
  private readonly steps: readonly (() => void)[];
  /**
   * Slots that kernels read which are not bound. A kernel of tfjs may remember things about a tensor (XNNPACK: a packed copy), which therefore has to
   * be a new one in each step.
   */
  private readonly remembered: ReadonlySet<number>;
  /** Slots whose tensors stay for all replays. */
  private readonly staying = new Set<number>();
  /** Whether all kernels are bound. */
  private readonly wholly: boolean;

  /** @param outside slots that are filled from outside */
  constructor(
    private readonly tf: Tf,
    private readonly backend: HostBackend,
    private readonly slots: Slots,
    calls: readonly Call[],
    outside: ReadonlyMap<number, DataId>,
    { read, kept }: Results<number>,
  ) {
    const bound = calls.map((call) => this.bindable(call));
    this.wholly = bound.every(Boolean);
    this.remembered = new Set(calls.flatMap(({ inputs }, i) => (bound[i] ? [] : Object.values(inputs).map(({ slot }) => slot))));
    calls.forEach(({ outputs }, i) => {
      outputs.forEach((slot, output) => {
        const size = bound[i] ? sizeOf(bound[i].specs[output]!.shape) : Infinity;
        if (size <= STAYING_SIZE && !kept.includes(slot) && !this.remembered.has(slot)) this.staying.add(slot);
      });
    });
    const last = lastUses(calls, new Set([...kept, read, ...outside.keys()]));
    const turns = new Turns();
    const runs = calls.map((call, i) => {
      const run = bound[i] ? this.bind(call, bound[i], turns) : this.asTfjsDoes(call);
      for (const slot of last[i]!) turns.end(slot);
      return run;
    });
    for (const slot of [...outside.keys(), ...this.staying]) slots.set(slot, slots.get(slot)); // for the places that are known only now
    this.steps = runs.flatMap((run, i) => [run, ...last[i]!.filter((slot) => !this.staying.has(slot)).map((slot) => () => slots.dispose(slot))]);
  }

  run(): void {
    const engine = this.tf.engine();
    // Some kernels of tfjs use its operations inside, whose tensors go with the scope.
    if (!this.wholly) engine.startScope();
    for (const step of this.steps) step();
    if (!this.wholly) engine.endScope();
  }

  stays(slot: number): boolean {
    return this.staying.has(slot);
  }

  /** Whether a tensor that has been in these slots can be there again, with other values. */
  mayReuse(slots: readonly (number | undefined)[]): boolean {
    return !slots.some((slot) => slot !== undefined && this.remembered.has(slot));
  }

  private bindable({ kernel, attrs, inputs }: Call): BoundCall | undefined {
    const bound = boundKernelOf(kernel);
    const specs = bound?.outputs({ tf: this.tf, backend: this.backend as BackendWasm, inputs, attrs });
    return bound && specs && { kernel: bound, specs };
  }

  private bind({ attrs, inputs, outputs }: Call, { kernel, specs }: BoundCall, turns: Turns): () => void {
    const { tf, slots, staying } = this;
    const run = kernel.bind({
      tf,
      backend: this.backend as BackendWasm,
      inputs: Object.fromEntries(Object.entries(inputs).map(([name, operand]) => [name, slots.placeOf(operand.slot, operand)])),
      outputs: outputs.map((slot, i) => slots.placeOf(slot, specs[i]!)),
      attrs,
      scratch: slots.scratch,
    });
    outputs.forEach((slot, i) => staying.has(slot) && slots.fillForGood(slot, specs[i]!, turns.begin(slot, specs[i]!)));
    const anew = outputs.flatMap((slot, i) => (staying.has(slot) ? [] : [{ slot, spec: specs[i]! }]));
    if (anew.length === 0) return run;
    return () => {
      for (const { slot, spec } of anew) slots.fill(slot, spec);
      run();
    };
  }

  private asTfjsDoes({ kernel, attrs = {}, inputs, listed, outputs }: Call): () => void {
    const { slots, backend } = this;
    const entries = Object.entries(inputs).map(([name, { slot, shape, dtype }]) => [name, { dataId: slots.get(slot), shape: [...shape], dtype }] as const);
    const infos: { dataId: DataId }[] = entries.map(([, info]) => info);
    const from = Object.values(inputs).map(({ slot }) => slot);
    const args = { inputs: (listed ? infos : Object.fromEntries(entries)) as unknown as NamedTensorInfoMap, attrs, backend };
    return () => {
      for (let i = 0; i < infos.length; i++) infos[i]!.dataId = slots.get(from[i]!);
      const made = kernel(args);
      if (Array.isArray(made)) for (let i = 0; i < outputs.length; i++) slots.set(outputs[i]!, made[i]!.dataId);
      else slots.set(outputs[0]!, made.dataId);
    };
  }
}

/** Who is where when: tensors of one size that are not needed at the same time take turns in memory. */
class Turns {
  private readonly places = new Map<string, { made: number; readonly free: number[] }>();
  private readonly taken = new Map<number, [key: string, number: number]>();

  /** @returns the number of a place for the slot's tensor, among those of its size */
  begin(slot: number, spec: TensorSpec): number {
    const key = memoryKey(spec);
    const places = this.places.get(key) ?? { made: 0, free: [] };
    this.places.set(key, places);
    const number = places.free.pop() ?? places.made++;
    this.taken.set(slot, [key, number]);
    return number;
  }

  /** No later call reads the slot. */
  end(slot: number): void {
    const taken = this.taken.get(slot);
    if (taken) this.places.get(taken[0])!.free.push(taken[1]);
  }
}

/** For each call, the slots that no later call reads. @param lasting slots that are not to be among them */
function lastUses(calls: readonly Call[], lasting: ReadonlySet<number>): number[][] {
  const seen = new Set(lasting);
  const planned = [...calls].reverse().map((call) => {
    const last = [...new Set([...Object.values(call.inputs).map(({ slot }) => slot), ...call.outputs])].filter((slot) => !seen.has(slot));
    for (const slot of last) seen.add(slot);
    return last;
  });
  return planned.reverse();
}
