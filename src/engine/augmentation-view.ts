/** What the augmentations of an experiment make of its training samples, without a run. */
import type { Catalogue } from '../core/catalogue';
import type { Dataset } from '../core/dataset';
import { sizeOf } from '../core/network';
import type { Ops, Tensor, Tf } from '../core/ops';
import type { Batch } from '../core/trick';
import { contextsOf } from './contexts';
import { DeviceSplit } from './device-split';
import { sow } from './plants/sow';
import type { AugmentationRequest, AugmentedView } from './protocol';
import { SingleStepInputs } from './step-inputs';
import { numbersAt } from './step-numbers';
import type { Tensor4D } from '@tensorflow/tfjs-core';

/** Keeps the data of the last request open, since most requests are about the same. */
export class AugmentationViews {
  private open: { readonly key: string; readonly dataset: Dataset; readonly split: DeviceSplit } | undefined;

  constructor(
    private readonly tf: Tf,
    private readonly ops: Ops,
    private readonly catalogue: Catalogue,
  ) {}

  /** @throws RecipeError, DataError */
  async view(request: AugmentationRequest): Promise<AugmentedView[]> {
    const { tf, ops } = this;
    const { experiment, trick, draw } = request;
    const recipe = sow(this.catalogue, experiment).fold();
    const { dataset, split } = this.data(request);
    const size = Math.min(request.count, split.size);
    const indices = Int32Array.from({ length: size }, (_, i) => (request.first + i) % split.size);
    const labels = split.ensure(indices);
    const step = draw % recipe.steps;
    const inputs = new SingleStepInputs(tf, experiment.run.seed, { step, numbers: numbersAt(recipe, step, recipe.schedule.init ?? {}) });
    const chosen = [...contextsOf(tf, ops, recipe, inputs)].filter(([{ declaration }]) => trick === undefined || declaration.id === trick);
    const { x, targets } = tf.tidy(() => {
      const start: Batch = { x: split.gather(tf.tensor1d(indices, 'int32')), targets: { main: ops.oneHot(tf.tensor1d(labels, 'int32'), recipe.network.blueprint.classes) } };
      const augmented = chosen.reduce<Batch>((batch, [{ effects }, context]) => (effects.augment ? { ...batch, x: effects.augment.apply(context, batch.x as Tensor4D) } : batch), start);
      const mixed = chosen.reduce<Batch>((batch, [{ effects }, context]) => effects.batch?.(context, batch) ?? batch, augmented);
      // Copies, since an effect may hand back the very tensor of before.
      return { x: tf.mul<Tensor>(mixed.x, 1), targets: tf.mul<Tensor>(mixed.targets.main, 1) };
    });
    inputs.dispose();
    const [pixels, shares] = await Promise.all([x.data<'float32'>(), targets.data<'float32'>()]);
    x.dispose();
    targets.dispose();
    const length = sizeOf(dataset.shape);
    return Array.from(indices, (index, i) => ({
      index,
      label: labels[i]!,
      original: split.read(index).features,
      augmented: dataset.encoding === 'pixels' ? Uint8Array.from(pixels.subarray(i * length, (i + 1) * length), (value) => Math.round(255 * value)) : pixels.slice(i * length, (i + 1) * length),
      targets: shares.slice((i * shares.length) / size, ((i + 1) * shares.length) / size),
    }));
  }

  dispose(): void {
    this.open?.split.dispose();
    this.open = undefined;
  }

  private data({ experiment, files = [] }: AugmentationRequest) {
    // Files that come from another thread are copies each time.
    const key = JSON.stringify([experiment.data, experiment.plants, files.map(({ name, bytes }) => [name, bytes.length])]);
    if (this.open?.key !== key) {
      const dataset = sow(this.catalogue, experiment).open(files);
      this.dispose();
      this.open = { key, dataset, split: new DeviceSplit(this.tf, this.ops, dataset, dataset.splits.train) };
    }
    return this.open;
  }
}
