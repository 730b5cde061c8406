/**
 * The program of a product of matrices: every thread computes a tile of the result in registers. Where tiles are too few to keep the adapter busy,
 * the inner dimension is divided among threads, whose partial sums are added up by a second program; no atomics, so the sums are always the same.
 */
import type { Program } from './dispatch';
import { addWhere, Columns, columnsInRows, innerInRows, type Operand, span } from './tiles';

/**
 * a [M, K] or, transposed, [K, M], times b [K, N] or [N, K]. Of a single product M is read off the size of `a`; with a transposed, K is. Stacks have
 * all sizes in the code but their number.
 */
export interface Product {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  /** M, K, N. */
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  /** Of a stack: where the matrices of an operand lie that make result number `batch`, as WGSL expressions. */
  readonly stack?: { readonly a: string; readonly b: string };
  /** The result is [M, N] plus bias [N]. */
  readonly bias: boolean;
  /** There is a further row of the result: the sums of b's columns. It is a second output, or the last row of the partial sums. */
  readonly columnSums: boolean;
  /** The result is partial sums [parts, M (+ 1), N]. */
  readonly split: boolean;
}

/** The extents of a thread's part of the result. */
export interface Tile {
  readonly rows: number;
  readonly columns: number;
}

/** How many steps of the inner dimension the loop takes at a time: four where some operand has them side by side in memory. */
export const stepsOf = ({ transposeA, transposeB, inner }: Product): number => ((!transposeA || transposeB) && inner % 4 === 0 ? 4 : 1);

/** Whether K is in the code. Of a single product aᵀ · b it is free, of others M is, but for aᵀ · bᵀ, where nothing is. */
const isInnerBaked = ({ transposeA, transposeB, stack }: Product): boolean => !transposeA || transposeB || stack !== undefined;

interface Rows {
  readonly tile: number;
  readonly exact: boolean;
  readonly places: string;
  readonly operand: Operand;
}

/** The side of the product that gives the result its rows, `r` being the first of the tile. */
function rowsOf({ transposeA, rows, inner }: Product, { rows: tile }: Tile): Rows {
  if (!transposeA) {
    const places = [`let r = down * ${tile};`, ...span(tile, (i) => `let r_${i} = min(r + ${i}, rows - 1);`)].join(' ');
    return { tile, exact: tile === 1, places, operand: innerInRows('a', { name: 'r', tile, groupSize: 1, type: 'f32' }, inner) };
  }
  const side = new Columns('r', rows, tile);
  return { tile: side.tile, exact: side.exact, places: `${side.begin('down')} ${side.places()}`, operand: columnsInRows('a', side) };
}

/** The threads that a product takes: one for each tile, of each part or matrix of a stack. */
export function threadsOf({ transposeA, rows, columns, columnSums }: Product, tile: Tile, times: number): number {
  const down = transposeA ? new Columns('r', rows, tile.rows).across : Math.ceil(rows / tile.rows);
  return new Columns('c', columns, tile.columns).across * (down + (columnSums ? 1 : 0)) * times;
}

export function matMulProgram(product: Product, tile: Tile): Program {
  const { transposeA, transposeB, inner, bias, columnSums, split, stack } = product;
  const columns = new Columns('c', product.columns, tile.columns);
  const rows = rowsOf(product, tile);
  const a = rows.operand;
  const b = transposeB ? innerInRows('b', columns, inner) : columnsInRows('b', columns);
  const steps = stepsOf(product);
  const unitOf = ({ binding }: Operand) => (binding === 'f32' ? 1 : 4);
  const aSize = `${(product.rows * inner) / unitOf(a)}`;
  const bSize = `${(product.columns * inner) / unitOf(b)}`;
  const baked = isInnerBaked(product);
  /** What is not in the code has to stay out of its key. */
  const free = !baked ? { inner: 0 } : transposeA || stack ? {} : { rows: 0 };
  const loopEnd = steps === 1 ? 'inner' : `inner / ${steps}`;
  const resultName = split ? 'partials' : 'result';
  // Rows of one part of the result, or of one matrix of a stack.
  const height = columnSums && split ? '(rows + 1)' : 'rows';
  const accumulator = (i: number, g: number) => `sum${i}_${g}`;
  const zero = `${columns.type}()`;

  const bounds = split
    ? `let each = (${loopEnd} + parts - 1) / parts;
  let begin = layer * each;
  let end = min(${loopEnd}, begin + each);`
    : `let begin = 0;
  let end = ${loopEnd};`;
  const declare = span(rows.tile, (i) =>
    span(columns.groups, (g) => `var ${accumulator(i, g)} = ${bias && !split ? columns.load('bias', '0', g) : zero};`).join(' '),
  );
  const load = span(steps, (step) => span(columns.groups, (g) => `let right${step}_${g} = ${b.group(g, step)};`).join(' '));
  const accumulate = span(rows.tile, (i) =>
    span(columns.groups, (g) => addWhere([], accumulator(i, g), span(steps, (step) => `${a.single(i, step)} * right${step}_${g}`))).join(' '),
  );
  const storeRow = (i: number) => {
    const start = `(layer * ${height} + r + ${i}) * ${columns.stride}`;
    const stored = span(columns.groups, (g) => columns.store(resultName, start, g, accumulator(i, g))).join(' ');
    return rows.exact || i === 0 ? stored : `if (r + ${i} < rows) { ${stored} }`;
  };
  const storeSums = span(columns.groups, (g) =>
    columns.store(split ? resultName : 'columnSums', split ? `(layer * ${height} + rows) * ${columns.stride}` : '0', g, accumulator(0, g)),
  );
  // A thread beside the tiles: as if a had a row of ones.
  const sums = `
  if (down == rowTiles) {
    ${span(columns.groups, (g) => `var ${accumulator(0, g)} = ${zero};`).join(' ')}
    for (var k = begin; k < end; k++) {
      ${b.load('bStart', 'k', steps)}
      ${span(steps, (step) => span(columns.groups, (g) => `${accumulator(0, g)} += ${b.group(g, step)};`).join(' ')).join('\n      ')}
    }
    ${storeSums.join('\n    ')}
    return;
  }`;

  return {
    key: `product ${JSON.stringify({ ...product, ...free })} ${tile.rows} ${tile.columns}`,
    inputs: [{ name: 'a', type: a.binding }, { name: 'b', type: b.binding }, ...(bias && !split ? [{ name: 'bias', type: columns.binding }] : [])],
    outputs: [{ name: resultName, type: columns.binding }, ...(columnSums && !split ? [{ name: 'columnSums', type: columns.binding }] : [])],
    code: `
fn run(thread : u32) {
  let inner = ${baked ? inner : `i32(arrayLength(&a)) / ${product.rows / unitOf(a)}`};
  let rows = ${transposeA || stack ? product.rows : `i32(arrayLength(&a)) / ${inner / unitOf(a)}`};
  let rowTiles = (rows + ${rows.tile - 1}) / ${rows.tile};
  let across = i32(thread) % ${columns.across};
  let down = i32(thread) / ${columns.across} % (rowTiles${columnSums ? ' + 1' : ''});
  // The number of this part of the inner dimension, or of this matrix in a stack.
  let layer = i32(thread) / (${columns.across} * (rowTiles${columnSums ? ' + 1' : ''}));
  let parts = i32(arrayLength(&${resultName})) / (${height} * ${columns.stride});
  if (layer >= parts) { return; }
  ${columns.begin('across')}
  ${columns.places()}
  ${transposeB ? columns.singles() : ''}
  let aStart = ${stack ? `(${stack.a}) * ${aSize}` : '0'};
  let bStart = ${stack ? `(${stack.b}) * ${bSize}` : '0'};
  ${bounds}
  ${columnSums ? sums : ''}
  ${rows.places}
  ${declare.join('\n  ')}
  for (var k = begin; k < end; k++) {
    ${a.load('aStart', 'k', steps)}
    ${b.load('bStart', 'k', steps)}
    ${load.join('\n    ')}
    ${accumulate.join('\n    ')}
  }
  ${span(rows.tile, storeRow).join('\n  ')}
}`,
  };
}
