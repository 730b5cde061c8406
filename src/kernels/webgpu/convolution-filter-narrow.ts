/**
 * The gradient of a filter and bias where the input has up to three channels: a thread sums a row of the filter, or all of a small one, for some
 * output channels, over a part of the lines of the batch; what several taps need is loaded once. Taps that meet padding are left out, not multiplied
 * by zero.
 */
import type { Conv2DInfo } from '../shared/convolution';
import { biasThread, filterBindings, type FilterOutputs, type FilterProgram, linesOfPart, partStart } from './convolution-filter';
import { geometryOf, stripLength } from './convolution-strips';
import { addWhere, Columns, span } from './tiles';

/** Sums that a thread holds at most, if it takes more than one row of the filter. */
const MOST_SUMS = 12;
/** Pixels that a thread takes at a time, and products in the body of its loop. */
const MOST_PIXELS = 4;
const MOST_PRODUCTS = 48;

/** x [B, H, W, I], dy [B, oh, ow, O] → partial sums, or the gradients of the filter and, if wanted, of the bias. */
export function narrowFilterProgram(info: Conv2DInfo, { bias, split }: FilterOutputs): FilterProgram {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = info;
  const inputs = new Columns('c', inChannels, 4);
  const outputs = new Columns('o', info.outChannels, 4);
  const sums = filterWidth * inChannels;
  const rows = sums * filterHeight <= MOST_SUMS ? filterHeight : 1;
  const length = stripLength(outWidth, Math.min(MOST_PIXELS, Math.floor(MOST_PRODUCTS / (sums * rows))), 1);
  const count = Math.ceil(outWidth / length);
  const step = length * strideWidth;
  const tiles = filterHeight / rows + (bias ? 1 : 0);
  const sum = (ky: number, kx: number, c: number) => `sum${ky}_${kx}_${c}`;
  const each = (f: (ky: number, kx: number, c: number) => string) =>
    span(rows, (ky) => span(filterWidth, (kx) => span(inChannels, (c) => f(ky, kx, c)).join(' ')).join(' ')).join('\n  ');

  // Where a strip's column number `column` of x lies, for every strip.
  const placesOf = (column: number) => span(count, (strip) => strip * step - padInfo.left + column);
  const loadColumn = (column: number) => {
    const places = placesOf(column);
    const low = places.some((place) => place < 0) ? `max(left + ${column}, 0)` : `left + ${column}`;
    const place = places.some((one) => one >= inWidth) ? `min(${low}, ${inWidth - 1})` : low;
    return `let x${column} = ${inputs.load('x', `(xLine + ${place}) * ${inChannels}`, 0)};`;
  };
  const conditionsOf = (pixel: number, column: number) => {
    const used = span(count, (strip) => strip).filter((strip) => strip * length + pixel < outWidth);
    const places = placesOf(column);
    return [
      used.some((strip) => places[strip]! < 0) ? `left + ${column} >= 0` : '',
      used.some((strip) => places[strip]! >= inWidth) ? `left + ${column} < ${inWidth}` : '',
      used.length < count ? `strip * ${length} + ${pixel} < ${outWidth}` : '',
    ].filter(Boolean);
  };
  const addPixel = (ky: number, pixel: number) =>
    span(filterWidth, (kx) => {
      const column = pixel * strideWidth + kx;
      const conditions = conditionsOf(pixel, column);
      return span(inChannels, (c) => addWhere(conditions, sum(ky, kx, c), [`${inputs.lane(`x${column}`, c)} * dy${pixel}`])).join(' ');
    }).join('\n        ');
  const addRow = (ky: number) => `
      let y${ky} = line % ${outHeight} * ${strideHeight} - ${padInfo.top} + row + ${ky};
      if (y${ky} >= 0 && y${ky} < ${inHeight}) {
        let xLine = (line / ${outHeight} * ${inHeight} + y${ky}) * ${inWidth};
        ${span((length - 1) * strideWidth + filterWidth, loadColumn).join('\n        ')}
        ${span(length, (pixel) => addPixel(ky, pixel)).join('\n        ')}
      }`;
  const loadPixel = (pixel: number) => {
    const place = `strip * ${length} + ${pixel}`;
    const inside = outWidth % length === 0 ? place : `min(${place}, ${outWidth - 1})`;
    return `let dy${pixel} = ${outputs.load('dy', `(line * ${outWidth} + ${inside}) * ${outputs.stride}`, 0)};`;
  };

  return {
    key: `convolution narrow filter gradient ${geometryOf(info)} ${bias} ${split}`,
    threads: outputs.across * tiles,
    inputs: [{ name: 'x', type: 'f32' }, { name: 'dy', type: outputs.binding }],
    outputs: filterBindings(outputs, { bias, split }),
    code: `
fn run(thread : u32) {
  let across = i32(thread) % ${outputs.across};
  let tile = i32(thread) / ${outputs.across} % ${tiles};
  let part = i32(thread) / ${outputs.across * tiles};
  ${linesOfPart(info, outputs, { bias, split })}
  ${outputs.begin('across')}
  ${outputs.places()}
  ${bias ? biasThread(info, outputs, `tile == ${tiles - 1}`, split) : ''}
  let row = tile * ${rows};
  ${inputs.begin('0')}
  ${inputs.places()}
  ${each((ky, kx, c) => `var ${sum(ky, kx, c)} = ${outputs.type}();`)}
  for (var line = begin; line < end; line++) {
    for (var strip = 0; strip < ${count}; strip++) {
      let left = strip * ${step} - ${padInfo.left};
      ${span(length, loadPixel).join('\n      ')}
      ${span(rows, addRow).join('')}
    }
  }
  ${each((ky, kx, c) => {
    const start = `${partStart(info, outputs, { bias, split })}(((row + ${ky}) * ${filterWidth} + ${kx}) * ${inChannels} + ${c}) * ${outputs.stride}`;
    return outputs.store(split ? 'partials' : 'dfilter', start, 0, sum(ky, kx, c));
  })}
}`,
  };
}
