import { choice, number } from '../core/fields';
import { constant, formula, type Term } from '../core/formula';
import { needsImages } from '../core/images';
import { declareTrick } from '../core/trick';

const ENTRIES = ['a', 'b', 'c', 'd', 'e', 'f'] as const;

export const affine = declareTrick({
  id: 'affine',
  key: 'affine',
  title: 'Rotate, zoom, shear',
  group: 'regularisation',
  summary: 'Every picture is turned, enlarged or shrunk, and slanted a little at random, about its middle.',
  advice: 'Fast.ai turns photographs by up to 10 degrees and enlarges them by up to a tenth. For handwriting it imitates other writers. Too much of it makes samples that are not valid any more, such as a 6 that is a 9: their share should stay below the error rate.',
  formula: String.raw`x'(p) = x\left(\tfrac{1}{z} R_\theta S_k\, p\right),\quad \theta \sim \mathcal{U}(-\theta_0, \theta_0),\; z \sim \mathcal{U}(1-z_0, 1+z_0),\; k \sim \mathcal{U}(-k_0, k_0)`,
  source: { citation: 'fast.ai’s transforms_side_on with max_zoom, of 8 Deep Learning Best Practices I Learned About in 2017; Simard et al. 2003', url: 'https://ieeexplore.ieee.org/document/1227801' },
  fields: {
    rotation: number({ label: 'Rotation', help: 'By how much pictures are turned at most.', unit: '°', default: 10, min: 0, max: 90 }),
    zoom: number({ label: 'Zoom', help: 'By what part pictures are enlarged or shrunk at most.', default: 0.1, min: 0, max: 0.9 }),
    shear: number({ label: 'Shear', help: 'By how much pictures are slanted at most: columns for each row.', default: 0.1, min: 0, max: 1 }),
    border: choice({
      label: 'Border',
      help: 'What comes in from outside: black, or the picture mirrored at its edge.',
      default: 'zero',
      options: [
        { value: 'zero', label: 'Black' },
        { value: 'reflect', label: 'Mirrored' },
      ],
    }),
  },
  neutral: { rotation: 0, zoom: 0, shear: 0 },
  trials: [{}],
  applies: needsImages,
  effects: ({ border }, { shape: [height = 1, width = 1] }) => {
    const matrix = matrixFor(height, width);
    return {
      augment: {
        stage: 'geometry',
        apply: ({ tf, ops, key, knob }, x) => {
          const draw = (name: string) => ops.uniform(key(name), [x.shape[0]]);
          const entries = ops.elementwise(
            matrix,
            { angle: draw('rotation'), scale: draw('zoom'), slant: draw('shear') },
            { rotation: knob('rotation'), zoom: knob('zoom'), shear: knob('shear') },
          );
          return ops.warp(x, tf.stack(ENTRIES.map((name) => entries[name]), 1), { interpolation: 'bilinear', outside: border });
        },
      },
    };
  },
  pytorch: ({ rotation, zoom, shear, border }) => ({
    imports: ['import math', 'from torchvision import transforms'],
    transforms: [
      [
        `transforms.RandomAffine(${rotation}, scale=(${1 - zoom}, ${1 + zoom}), shear=math.degrees(math.atan(${shear}))`,
        'interpolation=transforms.InterpolationMode.BILINEAR)',
      ].join(', '),
    ],
    ...(border === 'reflect' && { note: 'RandomAffine cannot mirror the border: pad by reflection before it, and crop after it.' }),
  }),
});

/** From three uniform numbers to the matrix of a warp about the middle, all in one kernel. */
function matrixFor(height: number, width: number) {
  return formula(`affine ${height}×${width}`, ['angle', 'scale', 'slant'], ['rotation', 'zoom', 'shear'], (t) => {
    const drawn = (uniform: Term, most: Term) => uniform.times(2).minus(1).times(most);
    const { sin, cos } = sinAndCos(drawn(t.angle, t.rotation).times(Math.PI / 180));
    const size = drawn(t.scale, t.zoom).plus(1);
    const slant = drawn(t.slant, t.shear);
    const [a, d] = [cos.over(size), sin.over(size)];
    const [b, e] = [cos.times(slant).minus(sin).over(size), sin.times(slant).plus(cos).over(size)];
    const [x, y] = [(width - 1) / 2, (height - 1) / 2];
    const stay = (place: number, alongX: Term, alongY: Term) => constant(place).minus(alongX.times(x).plus(alongY.times(y)));
    return { a, b, c: stay(x, a, b), d, e, f: stay(y, d, e) };
  });
}

/** By the series for half the angle, good to 10⁻⁶ up to a right angle: the same on every device, whose own functions may be coarse. */
function sinAndCos(angle: Term): { sin: Term; cos: Term } {
  const half = angle.over(2);
  const squared = half.squared();
  const one = constant(1);
  const series = (...divisors: number[]): Term => divisors.reduceRight((rest, divisor) => one.minus(squared.over(divisor).times(rest)), one);
  const sin = half.times(series(6, 20, 42, 72));
  const cos = series(2, 12, 30, 56);
  return { sin: sin.times(cos).times(2), cos: one.minus(sin.squared().times(2)) };
}
