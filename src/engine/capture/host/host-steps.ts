/** Captured steps on backends that compute on the processor: the kernels of a step, run again without tfjs' tapes and scopes around them. */
import type { Tensor1D } from '@tensorflow/tfjs-core';
import type { Tensor } from '../../../core/ops';
import { arrayOf } from '../../../kernels/shared/host-kernel';
import type { StepValues } from '../../step-inputs';
import type { StepSetting } from '../../steps';
import { computeStep, renewState, type ComputedStep } from '../../train-step';
import { CapturedSteps, type Taken } from '../captured-steps';
import { HostInputs } from './host-inputs';
import { record, type Recorded } from './host-recorder';
import type { DataId, Results } from './host-recording';

/** A tensor of the state: where it is held, and the slots in which a step finds it and leaves the next one. */
interface Renewal {
  readonly before: number | undefined;
  readonly after: number;
  get(): Tensor;
  set(tensor: Tensor): void;
}

/** A tensor of the state that a step only reads. */
type Fixed = Pick<Renewal, 'get'> & { readonly slot: number };

interface RecordedStep extends Pick<Recorded<unknown>, 'recording' | 'signature'> {
  readonly report: number;
  /** Of the report. */
  readonly size: number;
  readonly renewals: readonly Renewal[];
  readonly fixed: readonly Fixed[];
}

export class HostSteps extends CapturedSteps<RecordedStep> {
  private readonly inputs: HostInputs;

  constructor(setting: StepSetting) {
    super(setting);
    this.inputs = new HostInputs(setting.tf, setting.recipe.experiment.run.seed);
  }

  override dispose(): void {
    super.dispose();
    this.inputs.dispose();
  }

  protected override first(values: StepValues): Tensor1D {
    this.inputs.load(values);
    return this.finish(computeStep({ ...this.setting, inputs: this.inputs }));
  }

  protected override record(values: StepValues): Taken<RecordedStep> {
    const { tf } = this.setting;
    this.inputs.load(values);
    const held = this.held().map(({ get }) => get());
    const { result, recording, signature, slotOf, problem } = record(tf, () => computeStep({ ...this.setting, inputs: this.inputs }), resultsOf);
    const results = resultsOf(result);
    const [report, next] = [slotOf(results.read)!, results.kept.map((tensor) => slotOf(tensor)!)];
    const places = this.held().map((place, i) => ({ ...place, before: slotOf(held[i]!), after: next[i]! }));
    const renewals = places.filter(({ before, after }) => before !== after);
    const read = [...places.filter(({ before, after }) => before === after), ...this.frozen()];
    const fixed = read.flatMap(({ get }) => {
      const slot = slotOf(get());
      return slot === undefined ? [] : [{ get, slot }];
    });
    if (problem !== undefined) recording.dispose();
    return { report: this.finish(result), recorded: problem ?? { recording, signature, report, size: results.read.size, renewals, fixed } };
  }

  protected override difference(one: RecordedStep, other: RecordedStep): string | undefined {
    return one.signature === other.signature ? undefined : 'it does not do the same in every step';
  }

  protected override replay({ recording, report, size, renewals, fixed }: RecordedStep, values: readonly StepValues[]): Tensor1D {
    const { tf } = this.setting;
    const backend = tf.backend();
    const reports = new Float32Array(values.length * size);
    // Somebody may have put other tensors in their place: a checkpoint, say.
    for (const { slot, get } of fixed) recording.set(slot, get().dataId);
    for (const { before, get } of renewals) if (before !== undefined) recording.set(before, get().dataId);
    const renewed: (DataId | undefined)[] = renewals.map(() => undefined);
    values.forEach((one, step) => {
      this.inputs.load(one);
      recording.replay();
      reports.set(arrayOf(backend, { dataId: recording.get(report), shape: [size], dtype: 'float32' }), step * size);
      recording.forgetRead();
      renewals.forEach(({ before, after }, i) => {
        // What the first of these steps has read belongs to the tensors of the state, which are disposed below.
        const old = renewed[i];
        if (old) recording.giveBack(old, after, before);
        renewed[i] = recording.get(after);
        if (before !== undefined) recording.set(before, recording.get(after));
      });
    });
    renewals.forEach(({ get, set }, i) => {
      const old = get();
      set(tf.keep(tf.engine().makeTensorFromDataId(renewed[i]!, old.shape, 'float32', backend)));
      old.dispose();
    });
    return tf.tensor1d(reports);
  }

  protected override release({ recording }: RecordedStep): void {
    recording.dispose();
  }

  private finish(computed: ComputedStep): Tensor1D {
    const { state, ops } = this.setting;
    renewState(ops, state, computed);
    return computed.report;
  }

  /** The weights that no step changes. */
  private frozen(): { get(): Tensor }[] {
    return this.setting.state.groups.filter(({ group }) => group.rate === 0).map((group) => ({ get: () => group.weights }));
  }

  /** The tensors of the state that a step renews, in the order of {@link resultsOf}. */
  private held(): { get(): Tensor; set(tensor: Tensor): void }[] {
    const { layers, groups } = this.setting.state;
    const place = (array: Tensor[], i: number) => ({ get: () => array[i]!, set: (tensor: Tensor) => void (array[i] = tensor) });
    return [
      ...layers.map((_, i) => place(layers, i)),
      ...groups
        .filter(({ group }) => group.rate !== 0)
        .flatMap((group) => [
          { get: () => group.weights, set: (tensor: Tensor) => void (group.weights = tensor) },
          ...group.slots.map((_, i) => place(group.slots, i)),
          ...(this.setting.probe ? [{ get: () => group.probedGradient!, set: (tensor: Tensor) => void (group.probedGradient = tensor) }] : []),
        ]),
    ];
  }
}

/** What is kept is in the order of {@link HostSteps.held}. */
function resultsOf({ report, layers, updates }: ComputedStep): Results<Tensor> {
  return { read: report, kept: [...layers, ...updates.flatMap(({ weight, slots, gradient }) => [weight, ...slots, ...(gradient ? [gradient] : [])])] };
}
