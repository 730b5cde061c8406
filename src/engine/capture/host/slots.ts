/** The memory of a recorded step: each slot holds a tensor, that stays where it is for all replays or is another in each. */
import type { BackendWasm } from '../../../kernels/wasm/heap';
import { Place } from '../../../kernels/wasm/place';
import type { TensorSpec } from '../../../kernels/shared/host-kernel';
import type { DataId, HostBackend } from './host-recording';

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

  /** As {@link fill}, with a tensor for all replays. */
  fillForGood(slot: number, spec: TensorSpec): void {
    this.fill(slot, spec);
    this.staying.push(this.get(slot));
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
