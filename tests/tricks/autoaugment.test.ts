import { beforeAll, describe, expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue';
import type { ImageOperation } from '../../src/core/image-policy';
import { autoAugmentPolicy } from '../../src/tricks/autoaugment';
import golden from '../fixtures/autoaugment.json';
import { ODD_SHAPES, pictures, randomBytes } from '../kernels/policies';
import { augment, differing, drawsOf, operateAll, type Operation, refusal } from '../support/augmentation';
import { tf, useBackend } from '../support/engine';

type Published = [ImageOperation, number, number | null][][];
type Magnitudes = Record<ImageOperation, [number[] | null, boolean]>;

const PUBLISHED = golden.policies as unknown as Record<'cifar10' | 'imagenet' | 'svhn', Published>;
const MAGNITUDES = golden['magnitudes for a 32x32 image (index -> value), and whether the sign is drawn'] as unknown as Magnitudes;
const POLICIES = ['cifar10', 'imagenet', 'svhn'] as const;
const BATCH = 200;

/** The published policy, read by the draws of each sample, for pictures of 32×32. */
function choose(policy: Published, [which, ...rest]: readonly number[]): Operation[] {
  return policy[Math.floor(which! * policy.length)]!.flatMap(([operation, probability, index], step): Operation[] => {
    const [values, signed] = MAGNITUDES[operation];
    const given = values && index !== null ? values[index]! : 0;
    // The reference's 85.00000000000003 is 85 in torchvision's float32, so that 85 itself is inverted.
    const magnitude = operation === 'Solarize' ? Math.fround(given) : given;
    return rest[2 * step]! < probability ? [[operation, signed && rest[2 * step + 1]! < 0.5 ? -magnitude : magnitude]] : [];
  });
}

describe('autoaugment', () => {
  beforeAll(() => useBackend('wasm'));

  it.each(POLICIES)('has the policy of the paper for %s, with torchvision’s magnitudes', (name) => {
    const policy = autoAugmentPolicy(name, 32, 32);
    expect(policy).toHaveLength(25);
    const names = policy.map((steps) => steps.map(({ operation, probability }) => [operation, probability]));
    expect(names).toEqual(PUBLISHED[name].map((steps) => steps.map((step) => step.slice(0, 2))));
    policy.flat().forEach(({ operation, magnitude }, i) => {
      const [, , index] = PUBLISHED[name].flat()[i]!;
      const [values] = MAGNITUDES[operation];
      if (values && index !== null) expect(magnitude).toBeCloseTo(values[index]!, 12);
      else expect(magnitude).toBeUndefined();
    });
  });

  it.each(POLICIES)('does to each picture what the policy for %s draws', (policy) => {
    for (const channels of [1, 3] as const) {
      const images = Array.from({ length: BATCH }, (_, i) => randomBytes([32, 32, channels], i + 1));
      const draws = drawsOf('autoaugment', '', [BATCH, 5]);
      const expected = images.map((image, i) => operateAll(image, [32, 32, channels], choose(PUBLISHED[policy], draws[i]!)));
      expect(differing(augment('autoaugment', pictures(images, [32, 32, channels]), { policy }).dataSync(), expected)).toEqual([]);
    }
  });

  it('takes pictures of any size, and moves them by a part of it', () => {
    for (const shape of ODD_SHAPES) {
      const values = augment('autoaugment', pictures([1, 2, 3, 4].map((seed) => randomBytes(shape, seed)), shape), { policy: 'svhn' }).dataSync();
      expect(values.every((value) => value >= 0 && value <= 1)).toBe(true);
    }
    const moves = autoAugmentPolicy('cifar10', 64, 16).flat().filter(({ operation }) => operation.startsWith('Translate'));
    for (const { operation, magnitude } of moves) expect(magnitude! / (operation === 'TranslateX' ? 16 : 64)).toBeLessThanOrEqual(150 / 331 + 1e-12);
  });

  it('says on its card what it cannot do, and cannot act on points', () => {
    expect(catalogue.tricks['autoaugment']!.advice).toMatch(/On grey pictures the operation Color can do nothing/);
    expect(refusal('aa&data=points&model=mlp')).toMatch(/^AutoAugment cannot act here: these data are points/);
    expect(refusal('aa')).toBeUndefined();
  });

  it('shares its place with the other policies', () => {
    for (const id of ['autoaugment', 'randaugment', 'trivialaugment']) expect(catalogue.tricks[id]!.exclusive).toBe('augmentation policy');
  });

  it('leaves the batch that it is given', () => {
    const x = pictures([randomBytes([8, 8, 1])], [8, 8, 1]);
    const before = [...x.dataSync()];
    tf.tidy(() => augment('autoaugment', x));
    expect([...x.dataSync()]).toEqual(before);
  });
});
