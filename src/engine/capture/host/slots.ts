/** The memory of a recorded step: each slot holds a tensor, that stays where it is for all replays or is another in each. */
import type { BackendWasm } from '../../../kernels/wasm/heap';
import { Place } from '../../../kernels/wasm/place';
import { sizeOf, type TensorSpec } from '../../../kernels/shared/host-kernel';
import type { DataId, HostBackend } from './host-recording';

/**
 * Memory for what lasts no longer than a step. Only one recording is replayed at a time, so that all of them may use the same, which is in the caches
 * then. It is freed with the last recording that uses it.
 */
const shared = new WeakMap<BackendWasm, Map<string, DataId[]>>();

/** @param number of the tensor, among those of this size and type */
function sharedTensor(backend: BackendWasm, { shape, dtype }: TensorSpec, number: number): DataId {
  let all = shared.get(backend);
  if (!all) shared.set(backend, (all = new Map()));
  const key = memoryKey({ shape, dtype });
  let tensors = all.get(key);
  if (!tensors) all.set(key, (tensors = []));
  const known = tensors[number];
  if (known && backend.refCount(known) > 0) {
    backend.incRef(known);
    return known;
  }
  return (tensors[number] = backend.makeOutput([...shape], dtype).dataId);
}

/** The same for tensors that may take turns in the same memory. */
export function memoryKey({ shape, dtype }: TensorSpec): string {
  return `${dtype} ${sizeOf(shape)}`;
}

export class Slots {
  private readonly ids: DataId[];
  /** By slot: who has to know where its tensor lies. */
  private readonly places: Place[][];
  /** Tensors that stay. */
  private readonly staying: DataId[] = [];
  /** By slot: a tensor to fill it with. */
  private readonly spares = new Map<number, DataId>();

  /** @param outside what the slots hold that a step does not fill itself */
  constructor(
    private readonly backend: HostBackend,
    count: number,
    outside: ReadonlyMap<number, DataId>,
  ) {
    this.ids = Array.from({ length: count }, (_, slot) => outside.get(slot) ?? {});
    this.places = this.ids.map(() => []);
  }

  get(slot: number): DataId {
    return this.ids[slot]!;
  }

  set(slot: number, id: DataId): void {
    this.ids[slot] = id;
    const places = this.places[slot]!;
    for (let i = 0; i < places.length; i++) places[i]!.moveTo(id);
  }

  dispose(slot: number): void {
    this.backend.disposeData(this.ids[slot]!);
  }

  /** Where a slot's tensor lies, now and later. On wasm only. */
  placeOf(slot: number, spec: TensorSpec): Place {
    const place = new Place(this.backend as BackendWasm, spec);
    this.places[slot]!.push(place);
    return place;
  }

  /** Fills a slot with a tensor of arbitrary numbers: a spare or a new one. On wasm only. */
  fill(slot: number, { shape, dtype }: TensorSpec): void {
    const spare = this.spares.get(slot);
    if (spare) this.spares.delete(slot);
    this.set(slot, spare ?? (this.backend as BackendWasm).makeOutput([...shape], dtype).dataId);
  }

  /** Leaves a tensor for the next time that a slot is filled. */
  spare(slot: number, id: DataId): void {
    const other = this.spares.get(slot);
    if (other) this.backend.disposeData(other);
    this.spares.set(slot, id);
  }

  /** Fills a slot for all replays, with one of the tensors of this size that all recordings share. On wasm only. */
  fillForGood(slot: number, spec: TensorSpec, number: number): void {
    const id = sharedTensor(this.backend as BackendWasm, spec, number);
    this.staying.push(id);
    this.set(slot, id);
  }

  /** A tensor for all replays that is in no slot. On wasm only. */
  readonly scratch = ({ shape, dtype }: TensorSpec): Place => {
    const info = (this.backend as BackendWasm).makeOutput([...shape], dtype);
    this.staying.push(info.dataId);
    return new Place(this.backend as BackendWasm, info).moveTo(info.dataId);
  };

  release(): void {
    for (const id of [...this.staying, ...this.spares.values()]) this.backend.disposeData(id);
  }
}
