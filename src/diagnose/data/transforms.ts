/** The ways in which a reading program can get pictures wrong without losing anything: turned, mirrored, negative, channels in another order. */
import type { ImageShape } from './images';

export interface Transform {
  readonly id: string;
  readonly group: 'orientation' | 'channel-order' | 'negative';
  /** Fits "… look ___": `mirrored`. */
  readonly words: string;
  /** Where each value of the transformed picture comes from, [H·W·C]. */
  readonly source: Uint32Array;
  /** −1 for the negative of a picture whose mean is 0. */
  readonly sign: 1 | -1;
}

type Move = (y: number, x: number, c: number) => readonly [y: number, x: number, c: number];

/** All that make sense for pictures of a shape: quarter turns for square ones, other orders of channels for three channels. */
export function transformsOf(shape: ImageShape): Transform[] {
  const [height, width, channels] = shape;
  const bottom = height - 1;
  const right = width - 1;
  const make = (group: Transform['group'], id: string, words: string, move: Move, sign: 1 | -1 = 1): Transform => ({
    id,
    group,
    words,
    sign,
    source: placesOf(shape, move),
  });
  const turns = [
    make('orientation', 'mirror', 'mirrored left to right', (y, x, c) => [y, right - x, c]),
    make('orientation', 'flip', 'upside down', (y, x, c) => [bottom - y, x, c]),
    make('orientation', 'half-turn', 'turned by 180°', (y, x, c) => [bottom - y, right - x, c]),
  ];
  const quarters =
    height === width
      ? [
          make('orientation', 'transpose', 'transposed (rows and columns exchanged)', (y, x, c) => [x, y, c]),
          make('orientation', 'left-turn', 'turned by 90° to the left', (y, x, c) => [x, right - y, c]),
          make('orientation', 'right-turn', 'turned by 90° to the right', (y, x, c) => [bottom - x, y, c]),
        ]
      : [];
  const order = (id: string, words: string, from: readonly number[]) => make('channel-order', id, words, (y, x, c) => [y, x, from[c]!]);
  const orders =
    channels === 3
      ? [
          order('bgr', 'like BGR where the others are RGB', [2, 1, 0]),
          order('grb', 'as if their first two channels were exchanged', [1, 0, 2]),
          order('rbg', 'as if their last two channels were exchanged', [0, 2, 1]),
          order('gbr', 'as if their channels were rotated by one', [1, 2, 0]),
          order('brg', 'as if their channels were rotated by two', [2, 0, 1]),
        ]
      : [];
  return [...turns, ...quarters, ...orders, make('negative', 'negative', 'like negatives', (y, x, c) => [y, x, c], -1)];
}

/** The transformed picture, [H, W, C] like the picture. */
export function transformed(picture: Float64Array, { source, sign }: Transform): Float64Array {
  return Float64Array.from(source, (place) => sign * picture[place]!);
}

function placesOf([height, width, channels]: ImageShape, move: Move): Uint32Array {
  const places = new Uint32Array(height * width * channels);
  let out = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < channels; c++) {
        const [fromY, fromX, fromC] = move(y, x, c);
        places[out++] = (fromY * width + fromX) * channels + fromC;
      }
    }
  }
  return places;
}
