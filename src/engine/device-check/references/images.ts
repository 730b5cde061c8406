/** Slow, plain references for the operations on images, in float64 and from their definitions alone. */
import type { ImageOperation } from '../../../core/image-policy';

/** Row-major [height, width, channels]. */
export interface Picture {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly values: ArrayLike<number>;
}

type Place = (x: number, y: number, channel: number) => number;

const at = ({ width, channels, values }: Picture, x: number, y: number, channel: number): number => values[(y * width + x) * channels + channel]!;

/** A picture of the same size, place by place. */
function map(picture: Picture, f: Place): number[] {
  const { height, width, channels } = picture;
  return Array.from({ length: height * width * channels }, (_, i) => {
    const pixel = Math.floor(i / channels);
    return f(pixel % width, Math.floor(pixel / width), i % channels);
  });
}

const limited = (value: number): number => Math.trunc(Math.max(0, Math.min(255, value)));

/** Luma in Pillow's 16 bits. */
function grey(picture: Picture, x: number, y: number): number {
  if (picture.channels === 1) return at(picture, x, y, 0);
  const [red, green, blue] = [0, 1, 2].map((channel) => at(picture, x, y, channel)) as [number, number, number];
  return Math.floor((19595 * red + 38470 * green + 7471 * blue) / 65536 + 0.5);
}

const channelsOf = ({ values, channels }: Picture): number[][] =>
  Array.from({ length: channels }, (_, channel) => Array.from(values).filter((_value, i) => i % channels === channel));

function isBorder({ height, width }: Picture, x: number, y: number): boolean {
  return x === 0 || y === 0 || x === width - 1 || y === height - 1;
}

function smooth(picture: Picture, x: number, y: number, channel: number): number {
  if (isBorder(picture, x, y)) return at(picture, x, y, channel);
  let sum = 4 * at(picture, x, y, channel);
  for (const dy of [-1, 0, 1]) for (const dx of [-1, 0, 1]) sum += at(picture, x + dx, y + dy, channel);
  return Math.floor(sum / 13 + 0.5);
}

/** As Pillow's affine_fixed: the first centre and the steps from pixel to pixel in units of 2⁻¹⁶, then cut to whole pixels; 0 from outside. */
function move(picture: Picture, source: (x: number, y: number) => readonly [number, number]): number[] {
  const fixed = (value: number) => Math.floor(value * 65536 + 0.5);
  const [origin, right, down] = [source(0, 0), source(1, 0), source(0, 1)];
  const first = source(0.5, 0.5).map(fixed);
  const place = (x: number, y: number, axis: 0 | 1): number =>
    Math.floor((first[axis]! + x * fixed(right[axis] - origin[axis]) + y * fixed(down[axis] - origin[axis])) / 65536);
  return map(picture, (x, y, channel) => {
    const [sx, sy] = [place(x, y, 0), place(x, y, 1)];
    return sx >= 0 && sx < picture.width && sy >= 0 && sy < picture.height ? at(picture, sx, sy, channel) : 0;
  });
}

/** One image operation on bytes, by the documentation of Pillow; magnitudes are those of `PolicyStep`, with their sign. */
export function operate(picture: Picture, operation: ImageOperation, magnitude = 0): number[] {
  const { height, width } = picture;
  const factor = 1 + magnitude;
  const own: Place = (x, y, c) => at(picture, x, y, c);
  // A hair above, because what is whole on paper may fall short in binary.
  const blend = (base: Place): number[] => map(picture, (x, y, c) => limited(base(x, y, c) + factor * (own(x, y, c) - base(x, y, c)) + 1e-6));
  switch (operation) {
    case 'Identity':
      return map(picture, own);
    case 'Invert':
      return map(picture, (x, y, c) => 255 - own(x, y, c));
    case 'Solarize':
      return map(picture, (x, y, c) => (own(x, y, c) < magnitude ? own(x, y, c) : 255 - own(x, y, c)));
    case 'Posterize':
      return map(picture, (x, y, c) => Math.floor(own(x, y, c) / 2 ** (8 - magnitude)) * 2 ** (8 - magnitude));
    case 'Brightness':
      return blend(() => 0);
    case 'Color':
      return blend((x, y) => grey(picture, x, y));
    case 'Sharpness':
      return blend((x, y, c) => smooth(picture, x, y, c));
    case 'Contrast': {
      const greys = map({ ...picture, channels: 1 }, (x, y) => grey(picture, x, y));
      const mean = Math.floor(greys.reduce((sum, value) => sum + value, 0) / greys.length + 0.5);
      return blend(() => mean);
    }
    case 'AutoContrast': {
      const ends = channelsOf(picture).map((values) => [Math.min(...values), Math.max(...values)] as const);
      return map(picture, (x, y, c) => {
        const [low, high] = ends[c]!;
        return high === low ? own(x, y, c) : limited((255 / (high - low)) * (own(x, y, c) - low) + 1e-6);
      });
    }
    case 'Equalize': {
      const curves = channelsOf(picture).map((values) => {
        const brightest = Math.max(...values);
        const step = Math.floor(values.filter((value) => value < brightest).length / 255);
        const below = Array.from({ length: 256 }, (_, level) => values.filter((value) => value < level).length);
        return below.map((count, level) => (step === 0 ? level : Math.min(255, Math.floor((Math.floor(step / 2) + count) / step))));
      });
      return map(picture, (x, y, c) => curves[c]![own(x, y, c)]!);
    }
    case 'TranslateX':
      return move(picture, (x, y) => [x - Math.trunc(magnitude), y]);
    case 'TranslateY':
      return move(picture, (x, y) => [x, y - Math.trunc(magnitude)]);
    case 'ShearX':
      return move(picture, (x, y) => [x + magnitude * y, y]);
    case 'ShearY':
      return move(picture, (x, y) => [x, y + magnitude * x]);
    case 'Rotate': {
      const [sin, cos] = [Math.sin((magnitude * Math.PI) / 180), Math.cos((magnitude * Math.PI) / 180)];
      const [cx, cy] = [width / 2, height / 2];
      return move(picture, (x, y) => [cx + cos * (x - cx) - sin * (y - cy), cy + sin * (x - cx) + cos * (y - cy)]);
    }
  }
}

/** The index that a place outside stands for, mirrored at the outermost pixels as often as it takes; undefined for none. */
function inside(index: number, length: number, outside: 'zero' | 'reflect'): number | undefined {
  if (index >= 0 && index < length) return index;
  if (outside === 'zero') return undefined;
  let place = index;
  while (length > 1 && (place < 0 || place >= length)) place = place < 0 ? -place : 2 * (length - 1) - place;
  return length > 1 ? place : 0;
}

/** `Ops.warp` of one image. */
export function warped(picture: Picture, matrix: readonly number[], interpolation: 'nearest' | 'bilinear', outside: 'zero' | 'reflect'): number[] {
  const [a, b, c, d, e, f] = matrix as [number, number, number, number, number, number];
  const pixel = (x: number, y: number, channel: number): number => {
    const [column, row] = [inside(x, picture.width, outside), inside(y, picture.height, outside)];
    return column === undefined || row === undefined ? 0 : at(picture, column, row, channel);
  };
  return map(picture, (x, y, channel) => {
    const [sx, sy] = [a * x + b * y + c, d * x + e * y + f];
    if (interpolation === 'nearest') return pixel(Math.floor(sx + 0.5), Math.floor(sy + 0.5), channel);
    let sum = 0;
    for (const [cornerX, cornerY] of [[0, 0], [0, 1], [1, 0], [1, 1]] as const) {
      const [left, top] = [Math.floor(sx) + cornerX, Math.floor(sy) + cornerY];
      sum += (1 - Math.abs(sx - left)) * (1 - Math.abs(sy - top)) * pixel(left, top, channel);
    }
    return sum;
  });
}

const unit = (value: number): number => Math.max(0, Math.min(1, value));
const luma = ([red, green, blue]: readonly number[]): number => 0.2989 * red! + 0.587 * green! + 0.114 * blue!;

/** `Ops.adjustColours` of one image, the hue by way of hue, saturation and value. */
export function adjusted(picture: Picture, [brightness, contrast, saturation, turn]: readonly [number, number, number, number]): number[] {
  const pixels = Array.from({ length: picture.height * picture.width }, (_, i) =>
    Array.from({ length: picture.channels }, (_c, c) => unit(brightness * picture.values[i * picture.channels + c]!)),
  );
  const greys = pixels.map((pixel) => (pixel.length === 1 ? pixel[0]! : luma(pixel)));
  const mean = greys.reduce((sum, value) => sum + value, 0) / greys.length;
  const contrasted = pixels.map((pixel) => pixel.map((value) => unit(contrast * value + (1 - contrast) * mean)));
  if (picture.channels === 1) return contrasted.flat();
  const saturated = contrasted.map((pixel) => pixel.map((value) => unit(saturation * value + (1 - saturation) * luma(pixel))));
  return saturated.flatMap((pixel) => turned(pixel as [number, number, number], turn));
}

function turned([red, green, blue]: readonly [number, number, number], turn: number): number[] {
  const value = Math.max(red, green, blue);
  const range = value - Math.min(red, green, blue);
  if (range === 0) return [red, green, blue];
  const sixths = value === red ? (green - blue) / range : value === green ? 2 + (blue - red) / range : 4 + (red - green) / range;
  const hue = (((60 * sixths + 360 * turn) % 360) + 360) % 360;
  const middle = range * (1 - Math.abs(((hue / 60) % 2) - 1));
  const corners = [[range, middle, 0], [middle, range, 0], [0, range, middle], [0, middle, range], [middle, 0, range], [range, 0, middle]];
  return corners[Math.floor(hue / 60)]!.map((part) => part + value - range);
}
