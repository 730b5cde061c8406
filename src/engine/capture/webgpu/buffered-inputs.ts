/** The inputs of a step as views of one buffer, so that new values reach a recorded step by a single write. */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { PACKED_ALIGNMENT, type Tensor, type Tf } from '../../../core/ops';
import { sizeOf } from '../../../core/network';
import { viewOf } from '../../../kernels/webgpu/views';
import { StepInputs, type Request, type StepValues } from '../../step-inputs';
import { submitPending } from './recorder';

/** In words of four bytes: what all scalars and keys of a step may take besides its indices and labels. */
const ROOM_FOR_NUMBERS = 256 * PACKED_ALIGNMENT;

interface Place extends Request {
  /** In words. */
  readonly start: number;
  readonly view: Tensor;
}

export class BufferedInputs extends StepInputs {
  readonly buffer: GPUBuffer;
  private readonly places = new Map<string, Place>();
  private values: StepValues | undefined;
  private used = 0;

  /** @param integers how many indices and labels a step has, together */
  constructor(
    private readonly tf: Tf,
    private readonly backend: WebGPUBackend,
    seed: number,
    integers: number,
  ) {
    super(seed);
    const words = ROOM_FOR_NUMBERS + integers + 2 * PACKED_ALIGNMENT;
    this.buffer = backend.device.createBuffer({ label: 'step inputs', size: 4 * words, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST });
  }

  /** Bytes that a step needs of the buffer, from its start. */
  get size(): number {
    return 4 * this.used;
  }

  /** Begins a step: everything asked for in earlier steps gets its new values. */
  load(values: StepValues): void {
    this.values = values;
    // A write overtakes what is encoded and not yet submitted, which still wants the old values.
    submitPending(this.backend);
    if (this.used > 0) this.backend.queue.writeBuffer(this.buffer, 0, this.wordsOf([values]));
  }

  /** The contents of the buffer for some steps, one after the other. */
  wordsOf(steps: readonly StepValues[]): Int32Array<ArrayBuffer> {
    const words = new Int32Array(steps.length * this.used);
    const floats = new Float32Array(words.buffer);
    steps.forEach((values, i) => {
      for (const { dtype, start, read } of this.places.values()) (dtype === 'int32' ? words : floats).set(read(values), i * this.used + start);
    });
    return words;
  }

  dispose(): void {
    for (const { view } of this.places.values()) view.dispose();
    this.places.clear();
    this.buffer.destroy();
  }

  protected ask(name: string, request: Request): Tensor {
    let place = this.places.get(name);
    if (!place) {
      const { dtype, shape } = request;
      const start = this.used;
      const length = Math.ceil(sizeOf(shape) / PACKED_ALIGNMENT) * PACKED_ALIGNMENT;
      if (4 * (start + length) > this.buffer.size) throw new Error('A step asks for more numbers than there is room for');
      place = { ...request, start, view: this.tf.keep(viewOf(this.tf, this.backend, this.buffer, start, shape, dtype)) };
      this.places.set(name, place);
      this.used += length;
      // Nothing encoded so far reads this part of the buffer, so the write may overtake.
      const values = request.read(this.values!);
      this.backend.queue.writeBuffer(this.buffer, 4 * start, dtype === 'int32' ? Int32Array.from(values) : Float32Array.from(values));
    }
    return place.view;
  }
}
