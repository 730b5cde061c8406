/**
 * The program of a large product for GPUs: 64 threads compute a block of 32 × 32 together, 4 × 4 each, from pieces of a and b that they load into
 * workgroup memory, so that each number is fetched once for 32 uses. Processors that play a GPU are very slow at its barriers.
 */
import type { Program } from './dispatch';
import type { Product } from './mat-mul-tiles';
import { span } from './tiles';

const BLOCK = 32;
const DEPTH = 16;
const THREADS = 64;
/** Of a step's row in workgroup memory; odd, so that neighbours that store along the other axis meet different banks. */
const PITCH = BLOCK + 1;

/** With fewer blocks most of a GPU would idle. */
const FEWEST_BLOCKS = 64;

const blocksOf = ({ rows, columns }: Product): number => Math.ceil(rows / BLOCK) * Math.ceil(columns / BLOCK);

/** Whether a product is for this program: a large one, whole and without a row for the sums of columns. */
export function fitsShared(product: Product): boolean {
  const plain = !product.stack && !product.split && !product.columnSums;
  return plain && blocksOf(product) >= FEWEST_BLOCKS;
}

export const sharedThreadsOf = (product: Product): number => blocksOf(product) * THREADS;

/** a [M, K] or [K, M], b [K, N] or [N, K], bias [N] if there is one → [M, N]. */
export function sharedProgram({ transposeA, transposeB, rows, inner, columns, bias }: Product): Program {
  const across = Math.ceil(columns / BLOCK);
  /** Each thread loads every 64th number of a piece, in the order in which they lie in memory. Beyond the edges there are zeros on both sides. */
  const load = (array: 'a' | 'b', start: string, count: string, innermost: boolean) => {
    const [step, place] = innermost ? [`i % ${DEPTH}`, `i / ${DEPTH}`] : [`i / ${BLOCK}`, `i % ${BLOCK}`];
    const at = innermost ? `(${start} + place) * inner + k + step` : `(k + step) * ${count} + ${start} + place`;
    return `for (var i = local; i < ${BLOCK * DEPTH}; i += ${THREADS}) {
      let step = ${step};
      let place = ${place};
      var value = 0.0;
      if (k + step < inner && ${start} + place < ${count}) { value = ${array}[${at}]; }
      ${array}Piece[step * ${PITCH} + place] = value;
    }`;
  };
  const storeRow = (r: number) => {
    const at = `firstRow + row + ${r}`;
    return `if (${at} < rows) { result[(${at}) * ${columns} + column] = sum${r}[i] + offset; }`;
  };
  return {
    key: `shared product ${transposeA} ${transposeB} ${transposeA ? rows : ''} ${inner} ${columns} ${bias}`,
    workgroup: THREADS,
    inputs: [{ name: 'a' }, { name: 'b' }, ...(bias ? [{ name: 'bias' }] : [])],
    outputs: [{ name: 'result' }],
    code: `
const inner = ${inner};
var<workgroup> aPiece : array<f32, ${DEPTH * PITCH}>;
var<workgroup> bPiece : array<f32, ${DEPTH * PITCH}>;
fn run(thread : u32) {
  let rows = ${transposeA ? rows : `i32(arrayLength(&a)) / ${inner}`};
  let local = i32(thread) % ${THREADS};
  let block = i32(thread) / ${THREADS};
  let firstRow = block / ${across} * ${BLOCK};
  let firstColumn = block % ${across} * ${BLOCK};
  let row = local / 8 * 4;
  let column = local % 8 * 4;
  ${span(4, (i) => `var sum${i} = vec4<f32>();`).join(' ')}
  for (var k = 0; k < inner; k += ${DEPTH}) {
    ${load('a', 'firstRow', 'rows', !transposeA)}
    ${load('b', 'firstColumn', `${columns}`, transposeB)}
    workgroupBarrier();
    for (var step = 0; step < ${DEPTH}; step++) {
      let at = step * ${PITCH};
      let right = vec4<f32>(${span(4, (i) => `bPiece[at + column + ${i}]`).join(', ')});
      ${span(4, (i) => `sum${i} += aPiece[at + row + ${i}] * right;`).join(' ')}
    }
    workgroupBarrier();
  }
  for (var i = 0; i < 4; i++) {
    let column = firstColumn + column + i;
    if (column >= ${columns}) { break; }
    let offset = ${bias ? 'bias[column]' : '0.0'};
    ${span(4, storeRow).join('\n    ')}
  }
}`,
  };
}
