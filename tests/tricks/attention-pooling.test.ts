import { beforeAll, describe, expect, it } from 'vitest';
import { takeSteps, tf, tinyRun, useBackend, weightsOf } from '../support/engine';
import { applyLayer, effectsOf, layerGradients } from '../support/tricks';

const MODEL = 'model=resnet&model.width=4';
const layer = () => effectsOf('attention-pooling').layers![0]!;

/** In float64: x [B, P, C] and scores [C, heads] as flat arrays. */
function reference(x: readonly number[], kernel: readonly number[], batch: number, channels: number, heads: number): number[] {
  const positions = x.length / batch / channels;
  return Array.from({ length: batch * channels }, (_, i) => {
    const [sample, c] = [Math.floor(i / channels), i % channels];
    const head = Math.floor((c * heads) / channels);
    const at = (p: number, channel: number) => x[(sample * positions + p) * channels + channel]!;
    const score = (p: number) => Array.from({ length: channels }, (_unused, k) => at(p, k) * kernel[k * heads + head]!).reduce((a, b) => a + b);
    const weights = Array.from({ length: positions }, (_unused, p) => Math.exp(score(p)));
    const total = weights.reduce((a, b) => a + b);
    return weights.reduce((sum, weight, p) => sum + (weight / total) * at(p, c), 0);
  });
}

describe('attention pooling', () => {
  beforeAll(() => useBackend('wasm'));

  const shapes = [
    [2, 3, 5, 4, 1],
    [1, 7, 7, 6, 2],
    [3, 1, 1, 3, 1],
    [2, 2, 3, 7, 3],
    [2, 4, 4, 33, 8],
  ] as const;

  describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
    beforeAll(() => useBackend(backend));

    it.each(shapes)('[%d, %d, %d, %d] with %d heads is the weighted mean, and has its gradients', (batch, height, width, channels, heads) => {
      const x = Array.from({ length: batch * height * width * channels }, (_, i) => Math.sin(2 * i + 1));
      const kernel = Array.from({ length: channels * heads }, (_, i) => Math.cos(3 * i));
      const given = { x: tf.tensor(x, [batch, height, width, channels]), weights: { score: tf.tensor(kernel, [channels, heads]) } };
      const y = applyLayer(layer(), given).output;
      expect(y.shape).toEqual([batch, channels]);
      reference(x, kernel, batch, channels, heads).forEach((value, i) => expect(y.dataSync()[i]).toBeCloseTo(value, 5));

      const gradients = layerGradients(layer(), given);
      const total = (a: readonly number[], b: readonly number[]) =>
        reference(a, b, batch, channels, heads).reduce((sum, value, i) => sum + value * Math.cos(i), 0);
      const shifted = (values: readonly number[], i: number, by: number) => values.map((value, j) => (j === i ? value + by : value));
      for (const i of [0, x.length - 1]) {
        expect(gradients.x!.dataSync()[i]).toBeCloseTo((total(shifted(x, i, 1e-5), kernel) - total(shifted(x, i, -1e-5), kernel)) / 2e-5, 4);
      }
      for (const i of [0, kernel.length - 1]) {
        expect(gradients['score']!.dataSync()[i]).toBeCloseTo((total(x, shifted(kernel, i, 1e-5)) - total(x, shifted(kernel, i, -1e-5))) / 2e-5, 4);
      }
    });
  });

  it('adds C numbers a head, starts as the plain mean and then departs from it', () => {
    const [plain, attentive] = ['', '&ap.heads=2'].map((trick) => tinyRun(MODEL + trick));
    expect(attentive!.recipe.network.parameterCount - plain!.recipe.network.parameterCount).toBe(2 * 16);
    const [first, second] = [plain!, attentive!].map((run) => takeSteps(run, 8));
    expect(second![0]).toBeCloseTo(first![0]!, 5);
    expect(Math.max(...weightsOf(attentive!)['pool/score']!.map(Math.abs))).toBeGreaterThan(0);
    plain!.dispose();
    attentive!.dispose();
  });

  it.each(['', 'model=mlp', 'model=logistic'])('says why it cannot act on "%s"', (model) => {
    expect(() => tinyRun(`${model}&ap`)).toThrow(/Attention pooling cannot act here: this network does not average/);
  });
});
