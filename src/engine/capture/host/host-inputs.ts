/** The inputs of a step as tensors that stay and are written anew before each step. */
import { arrayGetter, type HostArray } from '../../../kernels/shared/host-kernel';
import type { Tensor, Tf } from '../../../core/ops';
import { StepInputs, type Request, type StepValues } from '../../step-inputs';

interface Place {
  readonly read: Request['read'];
  readonly tensor: Tensor;
  array(): HostArray;
}

export class HostInputs extends StepInputs {
  private readonly places = new Map<string, Place>();
  private values: StepValues | undefined;

  constructor(
    private readonly tf: Tf,
    seed: number,
  ) {
    super(seed);
  }

  /** Begins a step: everything asked for in earlier steps gets its new values. */
  load(values: StepValues): void {
    this.values = values;
    for (const { array, read } of this.places.values()) array().set(read(values));
  }

  dispose(): void {
    for (const { tensor } of this.places.values()) tensor.dispose();
    this.places.clear();
  }

  protected ask(name: string, { dtype, shape, read }: Request): Tensor {
    let place = this.places.get(name);
    if (!place) {
      const tensor = this.tf.keep(this.tf.tensor(Array.from(read(this.values!)), [...shape], dtype));
      place = { read, tensor, array: arrayGetter(this.tf.backend(), tensor) };
      this.places.set(name, place);
    }
    return place.tensor;
  }
}
