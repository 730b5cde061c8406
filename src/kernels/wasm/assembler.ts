/**
 * Makes small WebAssembly modules at run time: just enough of the binary format (https://webassembly.github.io/spec/core/binary) for loops of SIMD
 * arithmetic over the heap of tfjs. Code is a list of bytes. A function named like an instruction returns the code of its operands followed by its
 * own, so that nested calls read like the expression that they compute.
 */

export type Code = readonly number[];

const TYPES = { i32: 0x7f, f32: 0x7d, v128: 0x7b } as const;
type Type = keyof typeof TYPES;

/** A parameter or a local variable of a function, by its number. */
export interface Local {
  readonly index: number;
}

const unsigned = (value: number): number[] => (value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)]);
const signed = (value: number): number[] => (value >= -0x40 && value < 0x40 ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(value >> 7)]);
const vector = (items: readonly Code[]): number[] => [...unsigned(items.length), ...items.flat()];
const text = (ascii: string): number[] => vector([...ascii].map((letter) => [letter.charCodeAt(0)]));
const simd = (operation: number): number[] => [0xfd, ...unsigned(operation)];

const unary =
  (...operation: Code) =>
  (x: Code): Code => [...x, ...operation];
const binary =
  (...operation: Code) =>
  (a: Code, b: Code): Code => [...a, ...b, ...operation];

export const get = ({ index }: Local): Code => [0x20, ...unsigned(index)];
export const set = ({ index }: Local, value: Code): Code => [...value, 0x21, ...unsigned(index)];

/** Comparisons are unsigned, as addresses are. */
export const i32 = {
  constant: (value: number): Code => [0x41, ...signed(value)],
  less: binary(0x49),
  atMost: binary(0x4d),
  add: binary(0x6a),
  subtract: binary(0x6b),
  multiply: binary(0x6c),
  /** The lesser of two: a, b and which of them to select. */
  lesser: (a: Code, b: Code): Code => [...a, ...b, ...i32.less(a, b), 0x1b],
};

/** Four lanes of 32 bits at once, whatever they mean. */
export const bits = {
  /** The same integer in every lane. */
  splat: unary(...simd(0x11)),
  /** All bits of a lane where two lanes are not the same, else none. */
  differ: binary(...simd(0x38)),
  and: binary(...simd(0x4e)),
  or: binary(...simd(0x50)),
  xor: binary(...simd(0x51)),
};

/** Four floats at once. A comparison sets all bits of a lane, or none. */
export const f32x4 = {
  /** The same finite number in every lane. */
  constant(value: number): Code {
    const float = [...new Uint8Array(Float32Array.of(value).buffer)]; // little-endian, as every machine is that has a browser
    return [...simd(0x0c), ...float, ...float, ...float, ...float];
  },
  splat: unary(...simd(0x13)),
  less: binary(...simd(0x43)),
  greater: binary(...simd(0x44)),
  abs: unary(...simd(0xe0)),
  negate: unary(...simd(0xe1)),
  sqrt: unary(...simd(0xe3)),
  add: binary(...simd(0xe4)),
  subtract: binary(...simd(0xe5)),
  multiply: binary(...simd(0xe6)),
  divide: binary(...simd(0xe7)),
  minimum: binary(...simd(0xe8)),
  maximum: binary(...simd(0xe9)),
};

const UNALIGNED = [0, 0];

/** How floats pass between memory and a vector. An offset is a constant number of bytes beyond the address. */
export interface Access {
  /** How many. */
  readonly floats: number;
  load(address: Code, offset?: number): Code;
  store(address: Code, value: Code, offset?: number): Code;
}

/** @param lane what the instruction for storing wants to know besides */
function access(floats: number, load: number, store: number, lane: Code): Access {
  const at = (offset: number): Code => [2, ...unsigned(offset)]; // aligned to 2² bytes
  return {
    floats,
    load: (address, offset = 0) => [...address, ...simd(load), ...at(offset)],
    store: (address, value, offset = 0) => [...address, ...value, ...simd(store), ...at(offset), ...lane],
  };
}

export const fourFloats = access(4, 0x00, 0x0b, []);
/** In the first lanes; the others compute with zeros, and nobody sees it. */
export const twoFloats = access(2, 0x5d, 0x5b, [0]);
export const oneFloat = access(1, 0x5c, 0x5a, [0]);

/** One float of memory in every lane. */
export const loadSplat = unary(...simd(0x09), 2, 0);

/** 16 bytes → 8 integers → 4 → 4 floats: the first four bytes of a vector as numbers. */
const BYTES_TO_FLOATS = [...simd(0x89), ...simd(0xa9), ...simd(0xfb)];

/** Bytes, as numbers from 0 to 255. */
export const loadBytes = {
  four: unary(...simd(0x5c), ...UNALIGNED, ...BYTES_TO_FLOATS),
  one: unary(...simd(0x07), ...UNALIGNED, ...BYTES_TO_FLOATS),
};

/** Repeats `body` as long as `condition` holds, which it is asked before every turn: if … loop … br_if. */
export const loopWhile = (condition: Code, body: Code): Code => [...condition, 0x04, 0x40, 0x03, 0x40, ...body, ...condition, 0x0d, 0, 0x0b, 0x0b];

const MOST_PAGES = 65_536; // of 64 KB; an import of shared memory has to allow what the memory itself does

/** The one function of a module. */
export class FunctionBuilder {
  private readonly parameters: Type[] = [];
  private readonly locals: Type[] = [];

  /** All parameters come before the first local. */
  parameter(type: Type): Local {
    return { index: this.parameters.push(type) - 1 };
  }

  local(type: Type): Local {
    return { index: this.parameters.length + this.locals.push(type) - 1 };
  }

  /** @returns a module that imports its memory as `env.memory` and exports the function as `run` */
  module(code: Code, sharedMemory: boolean): Uint8Array<ArrayBuffer> {
    const section = (id: number, items: readonly Code[]) => [id, ...vector(vector(items).map((byte) => [byte]))];
    const limits = sharedMemory ? [3, 0, ...unsigned(MOST_PAGES)] : [0, 0];
    const body = [...vector(this.locals.map((type) => [1, TYPES[type]])), ...code, 0x0b];
    return Uint8Array.from([
      ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      ...section(1, [[0x60, ...vector(this.parameters.map((type) => [TYPES[type]])), 0]]), // type 0: the parameters → nothing
      ...section(2, [[...text('env'), ...text('memory'), 2, ...limits]]),
      ...section(3, [[0]]), // function 0 has type 0
      ...section(7, [[...text('run'), 0, 0]]),
      ...section(10, [[...unsigned(body.length), ...body]]),
    ]);
  }
}
