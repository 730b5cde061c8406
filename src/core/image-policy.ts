/**
 * Augmentation policies as data: sub-policies of image operations, as AutoAugment, RandAugment and TrivialAugment are made of, and the table of whole
 * numbers by which the kernels know them. The operations are those of Pillow on bytes, with the magnitudes and signs of torchvision.
 */

/** Those with a sign: the magnitude counts against it in half of the cases. */
const SIGNED = ['ShearX', 'ShearY', 'TranslateX', 'TranslateY', 'Rotate', 'Brightness', 'Color', 'Contrast', 'Sharpness'] as const;

export type ImageOperation = (typeof SIGNED)[number] | 'Identity' | 'Posterize' | 'Solarize' | 'AutoContrast' | 'Equalize' | 'Invert';

export interface PolicyStep {
  readonly operation: ImageOperation;
  /** Of being done at all, 0 … 1. */
  readonly probability: number;
  /**
   * The tangent of a shear, pixels of a translation (cut to whole ones), degrees of a rotation (counter-clockwise), how far from 1 the factor of
   * Brightness, Color, Contrast and Sharpness is, the bits that Posterize keeps, the value from which Solarize inverts. Others have none.
   */
  readonly magnitude?: number;
}

/** Sub-policies of equally many steps, of which each sample gets one. */
export type Policy = readonly (readonly PolicyStep[])[];

/** A policy for images of one size, or several of which a step chooses one: its levels. */
export interface PolicyTable {
  readonly levels: number;
  /** Of each level. */
  readonly subPolicies: number;
  readonly steps: number;
  /** [levels, sub-policies, steps, 2 signs, {@link ENTRY_LENGTH}]: what to do, its six parameters, and the probability in units of 2⁻²⁴. */
  readonly values: Int32Array;
  /** For each step, whether it may have to look at a whole image first. */
  readonly needsStatistics: readonly boolean[];
}

/** What an entry of the table tells to do. In `blend` operations the first parameter is the factor in units of 2⁻²⁰. */
export const ACTIONS = {
  none: 0,
  /** The pixel at x, y comes from (a·x + b·y + c, d·x + e·y + f), in units of 2⁻¹⁶ and cut to whole pixels; 0 from outside. */
  move: 1,
  /** Keeps the bits of the first parameter. */
  mask: 2,
  /** Inverts values from the first parameter on. */
  solarize: 3,
  /** Away from black. */
  brightness: 4,
  /** Away from grey. */
  colour: 5,
  /** Away from a smoothed image. */
  sharpness: 6,
  /** Away from the mean grey of the image. This and the following need statistics. */
  contrast: 7,
  autoContrast: 8,
  equalize: 9,
} as const;

/** What is whole on paper may exceed it by so much in binary. */
const ROUNDING = 1e-9;

export const ENTRY_LENGTH = 8;
export const PROBABILITY_UNIT = 2 ** 24;
export const BLEND_BITS = 20;
export const MOVE_BITS = 16;

/** Numbers that each sample needs: which sub-policy, and for each step whether it is done and with which sign. */
export const drawsFor = ({ steps }: PolicyTable): number => 1 + 2 * steps;

/** The greatest magnitude of each kind of operation. */
export interface Strengths {
  /** How many magnitudes there are, from none to the greatest. */
  readonly bins: number;
  /** Tangent. */
  readonly shear: number;
  /** In pixels. */
  readonly right: number;
  readonly down: number;
  /** In degrees. */
  readonly rotation: number;
  /** How far from 1 the factors of Brightness, Color, Contrast and Sharpness get. */
  readonly factor: number;
  /** The fewest that Posterize keeps. */
  readonly bits: number;
}

/** The magnitudes behind the indices 0 … bins − 1, evenly spaced; none for operations that take none. */
export function magnitudes({ bins, shear, right, down, rotation, factor, bits }: Strengths): Readonly<Record<ImageOperation, readonly number[]>> {
  const spaced = (first: number, last: number) => Array.from({ length: bins }, (_, i) => first + i * ((last - first) / (bins - 1)));
  const factors = spaced(0, factor);
  return {
    ShearX: spaced(0, shear),
    ShearY: spaced(0, shear),
    TranslateX: spaced(0, right),
    TranslateY: spaced(0, down),
    Rotate: spaced(0, rotation),
    Brightness: factors,
    Color: factors,
    Contrast: factors,
    Sharpness: factors,
    Posterize: spaced(0, 8 - bits).map((lost) => 8 - Math.round(lost)),
    Solarize: spaced(255, 0),
    AutoContrast: [],
    Equalize: [],
    Invert: [],
    Identity: [],
  };
}

/** For each magnitude, the lowest first, a policy of one step that is always done: one of the operations of RandAugment and TrivialAugment. */
export function randomOperations(strengths: Strengths): Policy[] {
  const values = magnitudes(strengths);
  return Array.from({ length: strengths.bins }, (_, bin) =>
    RANDOM_OPERATIONS.map((operation) => [{ operation, probability: 1, magnitude: values[operation][bin] ?? 0 }]),
  );
}

const RANDOM_OPERATIONS: readonly ImageOperation[] = ['Identity', ...SIGNED, 'Posterize', 'Solarize', 'AutoContrast', 'Equalize'];

/** The longest translation in AutoAugment's paper is 150 of 331 pixels. */
export const LONGEST_MOVE = 150 / 331;

/**
 * @param levels policies of equally many sub-policies
 * @throws RangeError where the sub-policies are not equally long
 */
export function policyTable(levels: readonly Policy[], height: number, width: number): PolicyTable {
  const policy = levels.flat();
  const steps = policy[0]?.length ?? 0;
  if (policy.some(({ length }) => length !== steps)) throw new RangeError('The sub-policies of a policy have to be equally long');
  const values = policy.flatMap((subPolicy) => subPolicy.flatMap((step) => [1, -1].flatMap((sign) => entry(step, sign, height, width))));
  const needsStatistics = Array.from({ length: steps }, (_, i) => policy.some((subPolicy) => actionOf(subPolicy[i]!.operation) >= ACTIONS.contrast));
  return { levels: levels.length, subPolicies: policy.length / levels.length, steps, values: Int32Array.from(values), needsStatistics };
}

function entry({ operation, probability, magnitude = 0 }: PolicyStep, sign: number, height: number, width: number): number[] {
  const signed = (SIGNED as readonly string[]).includes(operation) ? sign * magnitude : magnitude;
  const parameters = parametersOf(operation, signed, height, width);
  const padding = new Array<number>(ENTRY_LENGTH - 2 - parameters.length).fill(0);
  return [actionOf(operation), ...parameters, ...padding, Math.round(probability * PROBABILITY_UNIT)];
}

function actionOf(operation: ImageOperation): number {
  switch (operation) {
    case 'ShearX':
    case 'ShearY':
    case 'TranslateX':
    case 'TranslateY':
    case 'Rotate':
      return ACTIONS.move;
    case 'Posterize':
      return ACTIONS.mask;
    case 'Solarize':
    case 'Invert':
      return ACTIONS.solarize;
    case 'Brightness':
      return ACTIONS.brightness;
    case 'Color':
      return ACTIONS.colour;
    case 'Sharpness':
      return ACTIONS.sharpness;
    case 'Contrast':
      return ACTIONS.contrast;
    case 'AutoContrast':
      return ACTIONS.autoContrast;
    case 'Equalize':
      return ACTIONS.equalize;
    case 'Identity':
      return ACTIONS.none;
  }
}

function parametersOf(operation: ImageOperation, magnitude: number, height: number, width: number): number[] {
  switch (operation) {
    // About the top left corner, as torchvision does it; the paper does not say.
    case 'ShearX':
      return move([1, magnitude, 0, 0, 1, 0]);
    case 'ShearY':
      return move([1, 0, 0, magnitude, 1, 0]);
    case 'TranslateX':
      return move([1, 0, -Math.trunc(magnitude), 0, 1, 0]);
    case 'TranslateY':
      return move([1, 0, 0, 0, 1, -Math.trunc(magnitude)]);
    case 'Rotate':
      return move(rotation(magnitude, height, width));
    case 'Posterize':
      return [256 - 2 ** (8 - magnitude)];
    case 'Solarize':
      return [Math.ceil(magnitude - ROUNDING)];
    case 'Invert':
      return [0];
    case 'Brightness':
    case 'Color':
    case 'Contrast':
    case 'Sharpness':
      return [Math.round((1 + magnitude) * 2 ** BLEND_BITS)];
    case 'AutoContrast':
    case 'Equalize':
    case 'Identity':
      return [];
  }
}

type Matrix = readonly [number, number, number, number, number, number];

/** Counter-clockwise about the middle, rows counting downwards: where each pixel comes from. */
function rotation(degrees: number, height: number, width: number): Matrix {
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [x, y] = [width / 2, height / 2];
  return [cos, -sin, x - cos * x + sin * y, sin, cos, y - sin * x - cos * y];
}

/** Fixed-point numbers; the centre of a pixel is half a pixel from its corner. */
function move([a, b, c, d, e, f]: Matrix): number[] {
  const fixed = (value: number) => Math.floor(value * 2 ** MOVE_BITS + 0.5);
  return [fixed(a), fixed(b), fixed(c + a / 2 + b / 2), fixed(d), fixed(e), fixed(f + d / 2 + e / 2)];
}
