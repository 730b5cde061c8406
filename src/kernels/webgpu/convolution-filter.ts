/**
 * The program of a convolution's gradient for its filter and bias. For one tap of the filter, the gradient is the product xᵀ · dy over the pixels
 * that the tap connects: a thread computes a tile of it, input channels by output channels, summed over a part of the lines of the batch. Few input
 * channels leave little to sum for each dy that is loaded, so there a thread takes several taps: see `convolution-filter-narrow.ts`.
 */
import type { Conv2DInfo } from '../shared/convolution';
import { geometryOf } from './convolution-strips';
import type { Program } from './dispatch';
import type { Tile } from './mat-mul-tiles';
import { Columns, columnsInRows, span } from './tiles';

/** A program of a filter's gradient, and how many threads one part of the batch takes. */
export interface FilterProgram extends Program {
  readonly threads: number;
}

/** Which of the results are wanted, and how. */
export interface FilterOutputs {
  readonly bias: boolean;
  /** Partial sums [parts, kh · kw · I (+ 1), O], of which the last row is the bias's, instead of the gradients themselves. */
  readonly split: boolean;
}

/** x [B, H, W, I], dy [B, oh, ow, O] → partial sums, or the gradients of the filter and, if wanted, of the bias. */
export function filterProgram(info: Conv2DInfo, tile: Tile, { bias, split }: FilterOutputs): FilterProgram {
  const { inHeight, inWidth, outHeight, outWidth, inChannels, filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = info;
  const inputs = new Columns('c', inChannels, tile.rows);
  const outputs = new Columns('o', info.outChannels, tile.columns);
  const [x, dy] = [columnsInRows('x', inputs), columnsInRows('dy', outputs)];
  const tiles = inputs.across * filterHeight * filterWidth + (bias ? 1 : 0);
  const target = split ? 'partials' : 'dfilter';
  const sum = (c: number, g: number) => `sum${c}_${g}`;
  const each = (f: (c: number, g: number) => string) => span(inputs.tile, (c) => span(outputs.groups, (g) => f(c, g)).join(' ')).join('\n      ');

  return {
    key: `convolution filter gradient ${geometryOf(info)} ${tile.rows} ${tile.columns} ${bias} ${split}`,
    threads: outputs.across * tiles,
    inputs: [{ name: 'x', type: x.binding }, { name: 'dy', type: dy.binding }],
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
  let tap = tile / ${inputs.across};
  ${inputs.begin(`(tile % ${inputs.across})`)}
  ${inputs.places()}
  // The tap's offset, and the pixels of a line that it connects with pixels inside of x.
  let dy0 = tap / ${filterWidth} - ${padInfo.top};
  let dx0 = tap % ${filterWidth} - ${padInfo.left};
  let firstPixel = max(0, ${strideWidth - 1} - dx0) / ${strideWidth};
  let endPixel = min(${outWidth}, (${inWidth - 1 + strideWidth} - dx0) / ${strideWidth});
  ${each((c, g) => `var ${sum(c, g)} = ${outputs.type}();`)}
  for (var line = begin; line < end; line++) {
    let y = line % ${outHeight} * ${strideHeight} + dy0;
    if (y < 0 || y >= ${inHeight}) { continue; }
    let xStart = ((line / ${outHeight} * ${inHeight} + y) * ${inWidth} + dx0) * ${inputs.stride};
    let dyStart = line * ${outWidth * outputs.stride};
    for (var pixel = firstPixel; pixel < endPixel; pixel++) {
      ${x.load('xStart', `pixel * ${strideWidth}`, 1)}
      ${dy.load('dyStart', 'pixel', 1)}
      ${each((c, g) => `${sum(c, g)} += ${x.single(c, 0)} * ${dy.group(g, 0)};`)}
    }
  }
  ${span(inputs.tile, (c) => {
    const start = `${partStart(info, outputs, { bias, split })}(tap * ${inChannels} + c + ${c}) * ${outputs.stride}`;
    const stored = span(outputs.groups, (g) => outputs.store(target, start, g, sum(c, g))).join(' ');
    return inputs.exact || c === 0 ? stored : `if (c + ${c} < ${inChannels}) { ${stored} }`;
  }).join('\n  ')}
}`,
  };
}

export function filterBindings(outputs: Columns, { bias, split }: FilterOutputs): Program['outputs'] {
  const type = outputs.binding;
  if (split) return [{ name: 'partials', type }];
  return [{ name: 'dfilter', type }, ...(bias ? [{ name: 'dbias', type }] : [])];
}

/** The length of one part of the results, in elements of their array. */
function partSize({ filterHeight, filterWidth, inChannels }: Conv2DInfo, outputs: Columns, bias: boolean): number {
  return (filterHeight * filterWidth * inChannels + (bias ? 1 : 0)) * outputs.stride;
}

/** The start of a part of the results, as an expression to add to. */
export function partStart(info: Conv2DInfo, outputs: Columns, { bias, split }: FilterOutputs): string {
  return split ? `part * ${partSize(info, outputs, bias)} + ` : '';
}

/** Statements that turn away threads beyond the last part, and say which lines of the batch a part has: `begin` to `end`. */
export function linesOfPart(info: Conv2DInfo, outputs: Columns, { bias, split }: FilterOutputs): string {
  return `let parts = ${split ? `i32(arrayLength(&partials)) / ${partSize(info, outputs, bias)}` : '1'};
  if (part >= parts) { return; }
  let lines = i32(arrayLength(&dy)) / ${info.outWidth * outputs.stride};
  let linesEach = (lines + parts - 1) / parts;
  let begin = part * linesEach;
  let end = min(lines, begin + linesEach);`;
}

/** The code of a thread that sums dy over a part, instead of what other threads do. */
export function biasThread(info: Conv2DInfo, outputs: Columns, condition: string, split: boolean): string {
  const start = split ? `${partStart(info, outputs, { bias: true, split })}${partSize(info, outputs, false)}` : '0';
  return `if (${condition}) {
    ${span(outputs.groups, (g) => `var sum${g} = ${outputs.type}();`).join(' ')}
    for (var pixel = begin * ${info.outWidth}; pixel < end * ${info.outWidth}; pixel++) {
      ${span(outputs.groups, (g) => `sum${g} += ${outputs.load('dy', `pixel * ${outputs.stride}`, g)};`).join(' ')}
    }
    ${span(outputs.groups, (g) => outputs.store(split ? 'partials' : 'dbias', start, g, `sum${g}`)).join(' ')}
    return;
  }`;
}
