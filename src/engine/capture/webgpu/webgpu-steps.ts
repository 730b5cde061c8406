/** Captured steps on WebGPU: the commands of a step, sent again. */
import type { Tensor1D } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { Tensor } from '../../../core/ops';
import { bufferOf, copyInto, forgetCopy } from '../../../kernels/webgpu/views';
import type { StepValues } from '../../step-inputs';
import type { StepSetting } from '../../steps';
import { trainStep } from '../../train-step';
import { CapturedSteps, type Taken } from '../captured-steps';
import { BufferedInputs } from './buffered-inputs';
import { record, submitPending } from './recorder';
import { trimPool, type BufferPool } from './recorded-buffers';
import type { Recording } from './recording';

interface RecordedStep {
  readonly recording: Recording;
  /** The step's result; its values are those of the last replay. */
  readonly report: Tensor1D;
}

export class WebGPUSteps extends CapturedSteps<RecordedStep> {
  private readonly backend: WebGPUBackend;
  private readonly inputs: BufferedInputs;
  /** The inputs of the steps of one submit. */
  private staging: GPUBuffer | undefined;

  constructor(setting: StepSetting) {
    super(setting);
    const { tf, recipe } = setting;
    this.backend = tf.backend() as unknown as WebGPUBackend;
    this.inputs = new BufferedInputs(tf, this.backend, recipe.experiment.run.seed, (recipe.extraLabel ? 3 : 2) * recipe.batchSize);
  }

  override dispose(): void {
    super.dispose();
    this.staging?.destroy();
    this.inputs.dispose();
  }

  protected override first(values: StepValues): Tensor1D {
    // What lives from step to step gets its memory now, outside of any recording.
    for (const tensor of this.lasting()) bufferOf(this.backend, tensor);
    this.inputs.load(values);
    const report = this.step();
    const result = this.copied(report);
    report.dispose();
    return result;
  }

  protected override record(values: StepValues): Taken<RecordedStep> {
    this.inputs.load(values);
    const { recording, result, problem } = record(this.backend, this.inputs.buffer, () => this.step());
    const report = this.copied(result);
    const recorded = { recording, report: result };
    if (problem !== undefined) this.release(recorded);
    return { report, recorded: problem ?? recorded };
  }

  protected override difference(one: RecordedStep, other: RecordedStep): string | undefined {
    return one.recording.differenceFrom(other.recording);
  }

  protected override replay({ recording, report }: RecordedStep, values: readonly StepValues[]): Tensor1D {
    const { device, queue } = this.backend;
    const results = this.vector(values.length * report.size);
    const target = bufferOf(this.backend, results);
    const source = bufferOf(this.backend, report);
    submitPending(this.backend);
    const { size } = this.inputs;
    if (!this.staging || this.staging.size < values.length * size) {
      this.staging?.destroy();
      this.staging = device.createBuffer({ label: 'inputs of some steps', size: values.length * size, usage: GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST });
    }
    queue.writeBuffer(this.staging, 0, this.inputs.wordsOf(values));
    const encoder = device.createCommandEncoder();
    for (let i = 0; i < values.length; i++) {
      encoder.copyBufferToBuffer(this.staging, i * size, this.inputs.buffer, 0, size);
      recording.replay(encoder);
      encoder.copyBufferToBuffer(source, 0, target, 4 * i * report.size, 4 * report.size);
    }
    queue.submit([encoder.finish()]);
    for (const tensor of this.lasting()) forgetCopy(this.backend, tensor);
    return results;
  }

  protected override release({ recording, report }: RecordedStep): void {
    // Its memory is the recording's, which the backend's pool does not know.
    this.backend.tensorMap.get(report.dataId).external = true;
    report.dispose();
    submitPending(this.backend);
    recording.dispose();
  }

  protected override settle(): void {
    trimPool((this.backend as unknown as { bufferManager: BufferPool }).bufferManager);
  }

  private step(): Tensor1D {
    return trainStep({ ...this.setting, inputs: this.inputs });
  }

  /** A new vector, its values undefined. */
  private vector(length: number): Tensor1D {
    const { tf } = this.setting;
    return tf.engine().makeTensorFromTensorInfo(this.backend.makeTensorInfo([length], 'float32'), this.backend) as Tensor1D;
  }

  private copied(report: Tensor1D): Tensor1D {
    const copy = this.vector(report.size);
    copyInto(this.backend, copy, report);
    return copy;
  }

  /** Everything that a step renews. */
  private lasting(): Tensor[] {
    const { groups, layers } = this.setting.state;
    return [...layers, ...groups.flatMap(({ weights, slots, probedGradient }) => [weights, ...slots, ...(probedGradient ? [probedGradient] : [])])];
  }
}
