/**
 * Pieces of WGSL for threads that compute a tile of a matrix in registers, without workgroup memory: where the tile's rows and columns lie, loads and
 * stores of up to four numbers at a time, and the steps of a product. Places outside the matrix are moved to its edge for loads, so that nothing is
 * read out of bounds, and their results are not stored.
 */
import type { Binding } from './dispatch';

const LANES = ['x', 'y', 'z', 'w'] as const;

/** Columns of a matrix, or channels: a thread takes `tile` of them, in groups of up to four that are one vector in the code. */
export class Columns {
  readonly tile: number;
  readonly groupSize: number;
  readonly groups: number;
  /** Loads and stores take a whole group at a time; the array in memory is one of vec4. */
  readonly vector: boolean;
  /** The length of a row in the array's own elements, numbers or vectors. */
  readonly stride: number;
  /** Tiles side by side. */
  readonly across: number;
  /** The last tile is as full as the others. */
  readonly exact: boolean;

  /**
   * @param name of variables in the code
   * @param count how many columns there are
   * @param most of a tile; one, two or a multiple of four
   */
  constructor(
    readonly name: string,
    readonly count: number,
    most: number,
  ) {
    this.tile = count < 4 ? Math.min(count, most) : Math.min(most, 4 * Math.ceil(count / 4));
    this.groupSize = Math.min(4, this.tile);
    this.groups = this.tile / this.groupSize;
    this.vector = count % 4 === 0 && this.groupSize === 4;
    this.stride = this.vector ? count / 4 : count;
    this.across = Math.ceil(count / this.tile);
    this.exact = count % this.tile === 0;
  }

  /** The type of a group. */
  get type(): string {
    return this.groupSize === 1 ? 'f32' : `vec${this.groupSize}<f32>`;
  }

  get binding(): NonNullable<Binding['type']> {
    return this.vector ? 'vec4<f32>' : 'f32';
  }

  /** A statement that names the tile's first column: `name`. */
  begin(tile: string): string {
    return `let ${this.name} = ${tile} * ${this.tile};`;
  }

  /** Statements that name the places of the tile in a row, `name0`, `name1` …: of groups, where they are loaded whole, else of columns. */
  places(): string {
    const { name, stride, vector, exact } = this;
    return span(vector ? this.groups : this.tile, (i) => {
      const place = vector ? `${name} / 4 + ${i}` : `${name} + ${i}`;
      return `let ${name}${i} = ${exact ? place : `min(${place}, ${stride - 1})`};`;
    }).join(' ');
  }

  /** Statements that name every single column, `name_0`, `name_1` … */
  singles(): string {
    const { name, count, exact } = this;
    return span(this.tile, (i) => `let ${name}_${i} = ${exact ? `${name} + ${i}` : `min(${name} + ${i}, ${count - 1})`};`).join(' ');
  }

  /** A group as an expression, loaded from the row that starts at `start`. */
  load(array: string, start: string, group: number): string {
    if (this.vector) return `${array}[${start} + ${this.name}${group}]`;
    const parts = span(this.groupSize, (i) => `${array}[${start} + ${this.name}${group * this.groupSize + i}]`);
    return parts.length === 1 ? parts[0]! : `${this.type}(${parts.join(', ')})`;
  }

  /** Statements that store a group in the row that starts at `start`. */
  store(array: string, start: string, group: number, value: string): string {
    const guarded = (place: number, column: number, stored: string) => {
      const statement = `${array}[${start} + ${this.name}${place}] = ${stored};`;
      return this.exact ? statement : `if (${this.name} + ${column} < ${this.count}) { ${statement} }`;
    };
    const first = group * this.groupSize;
    if (this.vector) return guarded(group, first, value);
    return span(this.groupSize, (i) => guarded(first + i, first + i, this.lane(value, i))).join(' ');
  }

  /** One number of a group. */
  lane(group: string, i: number): string {
    return this.groupSize === 1 ? group : `${group}.${LANES[i]!}`;
  }
}

/** A matrix as one side of a product: its `Columns` against the inner dimension, over which the product sums. */
export interface Operand {
  readonly binding: NonNullable<Binding['type']>;
  /** How many numbers of the inner dimension one load takes: four, or one. */
  readonly width: number;
  /** Statements that load what `steps` steps of the inner dimension need, from step `steps · k` on; `at` is the start of the matrix. */
  load(at: string, k: string, steps: number): string;
  /** A group of columns at a step. */
  group(group: number, step: number): string;
  /** A single column at a step. */
  single(column: number, step: number): string;
}

/** A matrix [inner, columns]: columns lie side by side. Wants {@link Columns.places}. */
export function columnsInRows(array: string, columns: Columns): Operand {
  const at = (step: number, group: number) => `${array}${step}_${group}`;
  return {
    binding: columns.binding,
    width: 1,
    load: (start, k, steps) =>
      span(steps, (step) =>
        span(columns.groups, (g) => {
          const row = steps === 1 ? k : `(${k} * ${steps} + ${step})`;
          return `let ${at(step, g)} = ${columns.load(array, `${start} + ${row} * ${columns.stride}`, g)};`;
        }).join(' '),
      ).join('\n    '),
    group: (g, step) => at(step, g),
    single: (i, step) => columns.lane(at(step, Math.floor(i / columns.groupSize)), i % columns.groupSize),
  };
}

/**
 * A matrix [columns, inner]: the inner dimension lies side by side. Wants {@link Columns.singles}, or rows' places of such names.
 * @param width of a load: one, or four where `inner` is a multiple of that
 */
export function innerInRows(
  array: string,
  columns: Pick<Columns, 'name' | 'tile' | 'groupSize' | 'type'>,
  inner: number,
  width = inner % 4 === 0 ? 4 : 1,
): Operand {
  const { name, tile, groupSize, type } = columns;
  const one = (i: number, step: number) => (width === 4 ? `${array}${i}.${LANES[step]!}` : `${array}${i}`);
  return {
    binding: width === 4 ? 'vec4<f32>' : 'f32',
    width,
    load: (start, k) => span(tile, (i) => `let ${array}${i} = ${array}[${start} + ${name}_${i} * ${inner / width} + ${k}];`).join('\n    '),
    group: (g, step) => {
      const parts = span(groupSize, (i) => one(g * groupSize + i, step));
      return parts.length === 1 ? parts[0]! : `${type}(${parts.join(', ')})`;
    },
    single: one,
  };
}

/**
 * A statement that adds some terms to a sum where some conditions hold. The terms are computed anyway but then left out, which a factor of zero would
 * not do to infinity and NaN. A branch would; but the time that SwiftShader takes to compile doubles with every branch in a loop, and `&&` is one.
 */
export function addWhere(conditions: readonly string[], sum: string, terms: readonly string[]): string {
  const added = [sum, ...terms].join(' + ');
  if (conditions.length === 0) return `${sum} = ${added};`;
  return `${sum} = select(${sum}, ${added}, ${conditions.map((condition) => `(${condition})`).join(' & ')});`;
}

/** What `f` makes of 0 … count − 1. */
export function span<T>(count: number, f: (i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => f(i));
}
