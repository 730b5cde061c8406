/**
 * The program of a convolution, and of its gradient for the input, which is one too: of dy, by the filter with its channels exchanged. A thread
 * computes a strip of pixels side by side, times some channels, in registers; pixels that several taps of the filter use are loaded once. Taps that
 * would fall outside the image are left out, not multiplied by zero.
 */
import type { Conv2DInfo } from '../shared/convolution';
import type { Program } from './dispatch';
import { addWhere, Columns, columnsInRows, innerInRows, span } from './tiles';

export type Direction = 'forward' | 'input gradient';

/** What a thread computes at a time. */
export interface ConvolutionTile {
  /** At most so many pixels side by side, and so many channels of each. */
  readonly pixels: number;
  readonly channels: number;
  /** At most so many of the channels summed over, one or four. */
  readonly inner: number;
  /** At most so many products in the body of the loop, in vectors of channels. On processors that play a GPU it should fit the instruction cache. */
  readonly products: number;
}

interface Image {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

export interface Strips {
  readonly info: Conv2DInfo;
  readonly direction: Direction;
  /** What is summed over, and what is computed: x and y forward, dy and dx for the gradient. */
  readonly source: Image;
  readonly target: Image;
  /** Pixels of a strip. */
  readonly length: number;
  /** Strips to a line. */
  readonly count: number;
  readonly channels: Columns;
  /** Channels of the source that are taken at a time. */
  readonly steps: number;
}

export function stripsOf(info: Conv2DInfo, direction: Direction, tile: ConvolutionTile): Strips {
  const x = { height: info.inHeight, width: info.inWidth, channels: info.inChannels };
  const y = { height: info.outHeight, width: info.outWidth, channels: info.outChannels };
  const [source, target] = direction === 'forward' ? [x, y] : [y, x];
  const channels = new Columns('o', target.channels, tile.channels);
  const steps = source.channels % tile.inner === 0 ? tile.inner : 1;
  const most = Math.min(tile.pixels, Math.floor(tile.products / (info.filterWidth * steps * channels.groups)));
  // Every strip of a gradient starts at the same place of the stride's pattern.
  const length = stripLength(target.width, most, direction === 'forward' ? 1 : info.strideWidth);
  return { info, direction, source, target, length, count: Math.ceil(target.width / length), channels, steps };
}

/** The longest strip of at most `most` pixels, and at least half of that, that wastes least at the end of a line; a multiple of `unit`. */
export function stripLength(width: number, most: number, unit: number): number {
  let best = unit;
  for (let length = unit; length <= Math.min(most, width + unit - 1); length += unit) {
    const waste = (one: number) => Math.ceil(width / one) * one;
    if (waste(length) <= waste(best) || 2 * best < Math.min(most, width)) best = length;
  }
  return best;
}

/** Threads for a batch of images. */
export function threadsOf({ target, count, channels }: Strips, images: number): number {
  return images * target.height * count * channels.across;
}

/** A tap of the filter's row that adds to pixel `pixel` of a strip what lies in column `column` of the source, counted from the strip's `left`. */
interface Tap {
  readonly pixel: number;
  readonly tap: number;
  readonly column: number;
}

function tapsOf({ info: { filterWidth, strideWidth, padInfo }, direction, length }: Strips): Tap[] {
  const columnOf = (pixel: number, tap: number) =>
    direction === 'forward' ? pixel * strideWidth + tap : (pixel + padInfo.left - tap) / strideWidth;
  const taps = span(length, (pixel) => span(filterWidth, (tap) => ({ pixel, tap, column: columnOf(pixel, tap) })));
  return taps.flat().filter(({ column }) => Number.isInteger(column));
}

/** The first column of the source for strip number `strip`. */
function leftOf({ info: { strideWidth, padInfo }, direction, length }: Strips, strip: number): number {
  return direction === 'forward' ? strip * length * strideWidth - padInfo.left : (strip * length) / strideWidth;
}

/** On which sides of the source a column falls out of it, for some strip; for strips where `matters` says so. */
function overhang(strips: Strips, column: number, matters: (strip: number) => boolean = () => true): { low: boolean; high: boolean } {
  const places = span(strips.count, (strip) => strip).filter(matters).map((strip) => leftOf(strips, strip) + column);
  return { low: places.some((place) => place < 0), high: places.some((place) => place >= strips.source.width) };
}

/** x or dy [B, H, W, C], kernel [kh, kw, I, O], bias [O] if wanted → y or dx. */
export function stripProgram(strips: Strips, bias: boolean): Program {
  const { info, direction, source, target, length, count, channels, steps } = strips;
  const { filterHeight, filterWidth, strideHeight, padInfo, inChannels } = info;
  const forward = direction === 'forward';
  const vector = steps === 4;
  const units = vector ? source.channels / 4 : source.channels;
  const kernel = forward ? columnsInRows('kernel', channels) : innerInRows('kernel', channels, source.channels, steps);
  const taps = tapsOf(strips);
  const columns = [...new Set(taps.map(({ column }) => column))].sort((a, b) => a - b);

  const name = (column: number) => `x${column < 0 ? `m${-column}` : column}`;
  const inside = (column: number, { low, high }: { low: boolean; high: boolean }) =>
    [low ? `left + ${column} >= 0` : '', high ? `left + ${column} < ${source.width}` : ''].filter(Boolean);
  const place = (column: number) => {
    const { low, high } = overhang(strips, column);
    const at = `left + ${column}`;
    return low && high ? `clamp(${at}, 0, ${source.width - 1})` : low ? `max(${at}, 0)` : high ? `min(${at}, ${source.width - 1})` : at;
  };
  const loadColumn = (column: number) => `let ${name(column)} = x[(line + ${place(column)}) * ${units} + k];`;
  const element = (column: number, step: number) => (vector ? `${name(column)}.${'xyzw'[step]}` : name(column));

  const addTap = ({ pixel, tap, column }: Tap) => {
    const conditions = inside(column, overhang(strips, column, (strip) => strip * length + pixel < target.width));
    return span(channels.groups, (g) => {
      const sum = `sum${pixel}_${g}`;
      return addWhere(conditions, sum, span(steps, (step) => `${element(column, step)} * w${tap}_${step}_${g}`));
    }).join(' ');
  };
  const tapStart = (tap: number) => `(tapRow + ${tap}) * ${forward ? inChannels * channels.stride : inChannels * units}`;
  const addTaps = span(filterWidth, (tap) => {
    const used = taps.filter((one) => one.tap === tap);
    if (used.length === 0) return '';
    const weights = span(steps, (step) => span(channels.groups, (g) => `let w${tap}_${step}_${g} = ${kernel.group(g, step)};`).join(' ')).join(' ');
    return `{
        let start = ${tapStart(tap)};
        ${kernel.load('start', 'k', steps)}
        ${weights}
        ${used.map(addTap).join('\n        ')}
      }`;
  });
  const initial = (g: number) => (bias ? channels.load('bias', '0', g) : `${channels.type}()`);
  const store = span(length, (pixel) => {
    const stored = span(channels.groups, (g) => channels.store('y', `(out + ${pixel}) * ${channels.stride}`, g, `sum${pixel}_${g}`)).join(' ');
    return target.width % length === 0 || pixel === 0 ? stored : `if (strip * ${length} + ${pixel} < ${target.width}) { ${stored} }`;
  });

  return {
    key: `convolution ${direction} ${geometryOf(info)} ${length} ${channels.tile} ${steps} ${bias}`,
    inputs: [
      { name: 'x', type: vector ? 'vec4<f32>' : 'f32' },
      { name: 'kernel', type: kernel.binding },
      ...(bias ? [{ name: 'bias', type: channels.binding }] : []),
    ],
    outputs: [{ name: 'y', type: channels.binding }],
    code: `
fn run(thread : u32) {
  let channelTile = i32(thread) % ${channels.across};
  let strip = i32(thread) / ${channels.across} % ${count};
  let row = i32(thread) / ${channels.across * count};
  if (row >= i32(arrayLength(&y)) / ${target.width * channels.stride}) { return; }
  let image = row / ${target.height};
  let top = row % ${target.height}${forward ? ` * ${strideHeight} - ${padInfo.top}` : ` + ${padInfo.top}`};
  let left = strip * ${leftOf(strips, 1) - leftOf(strips, 0)} + ${leftOf(strips, 0)};
  ${channels.begin('channelTile')}
  ${channels.places()}
  ${forward ? '' : channels.singles()}
  ${span(length, (pixel) => span(channels.groups, (g) => `var sum${pixel}_${g} = ${initial(g)};`).join(' ')).join('\n  ')}
  // Rows of the source that some row of the filter meets here.
  let first = ${forward ? 'max(0, top)' : `max(0, top - ${filterHeight - 1} + ${strideHeight - 1}) / ${strideHeight}`};
  let end = min(${source.height}, ${forward ? `top + ${filterHeight}` : `top / ${strideHeight} + 1`});
  for (var sourceRow = first; sourceRow < end; sourceRow++) {
    let line = (image * ${source.height} + sourceRow) * ${source.width};
    let tapRow = (${forward ? 'sourceRow - top' : `top - sourceRow * ${strideHeight}`}) * ${filterWidth};
    for (var k = 0; k < ${source.channels / steps}; k++) {
      ${columns.map(loadColumn).join('\n      ')}
      ${addTaps.join('\n      ')}
    }
  }
  let out = row * ${target.width} + strip * ${length};
  ${store.join('\n  ')}
}`,
  };
}

/** All sizes of a convolution but the batch, for keys of programs. */
export function geometryOf(info: Conv2DInfo): string {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = info;
  const images = [inHeight, inWidth, inChannels, outHeight, outWidth, outChannels];
  return [...images, filterHeight, filterWidth, strideHeight, strideWidth, padInfo.top, padInfo.left].join(' ');
}
