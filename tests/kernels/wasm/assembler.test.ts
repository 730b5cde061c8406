import { describe, expect, it } from 'vitest';
import { f32x4, fourFloats, FunctionBuilder, get, i32, loopWhile, oneFloat, set } from '../../../src/kernels/wasm/assembler';

/** Doubles the floats from address 0 to an end and adds a number. */
function doubling(access: typeof fourFloats, shared: boolean): Uint8Array<ArrayBuffer> {
  const builder = new FunctionBuilder();
  const [end, summand] = [builder.parameter('i32'), builder.parameter('f32')];
  const [at, value] = [builder.local('i32'), builder.local('v128')];
  const code = loopWhile(i32.less(get(at), get(end)), [
    ...set(value, access.load(get(at))),
    ...access.store(get(at), f32x4.add(f32x4.multiply(get(value), f32x4.constant(2)), f32x4.splat(get(summand)))),
    ...set(at, i32.add(get(at), i32.constant(4 * access.floats))),
  ]);
  return builder.module(code, shared);
}

function run(bytes: Uint8Array<ArrayBuffer>, memory: WebAssembly.Memory, ...args: number[]): number[] {
  const floats = new Float32Array(memory.buffer, 0, 10);
  floats.set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  (instance.exports['run'] as (...numbers: number[]) => void)(...args);
  return [...floats];
}

describe('an assembled module', () => {
  it('computes on four floats at once or on one', () => {
    const memory = new WebAssembly.Memory({ initial: 1 });
    expect(run(doubling(fourFloats, false), memory, 32, 0.5)).toEqual([2.5, 4.5, 6.5, 8.5, 10.5, 12.5, 14.5, 16.5, 9, 10]);
    expect(run(doubling(oneFloat, false), memory, 12, -1)).toEqual([1, 3, 5, 4, 5, 6, 7, 8, 9, 10]);
    expect(run(doubling(fourFloats, false), memory, 0, 0)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('shares memory with threads, as tfjs declares it', () => {
    const memory = new WebAssembly.Memory({ initial: 256, maximum: 65_536, shared: true });
    expect(run(doubling(oneFloat, true), memory, 8, 0)).toEqual([2, 4, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it.each([0, 63, 64, 127, 128, 8191, 8192, -1, -64, -65, 2 ** 30, -(2 ** 31), 2 ** 31 - 1])('encodes the number %d', (value) => {
    const builder = new FunctionBuilder();
    const count = builder.parameter('i32');
    const equal = [...get(count), ...i32.constant(value), 0x46]; // i32.eq
    const code = [...equal, 0x45, 0x04, 0x40, 0x00, 0x0b]; // if not, unreachable
    const call = (argument: number) => run(builder.module(code, false), new WebAssembly.Memory({ initial: 1 }), argument);
    expect(() => call(value)).not.toThrow();
    expect(() => call(value ^ 1)).toThrow();
  });

  it('declares more variables than one byte counts', () => {
    const builder = new FunctionBuilder();
    const locals = Array.from({ length: 300 }, () => builder.local('v128'));
    const code = [...set(locals[299]!, f32x4.constant(-0.5)), ...fourFloats.store(i32.constant(16), get(locals[299]!))];
    expect(run(builder.module(code, false), new WebAssembly.Memory({ initial: 1 }))).toEqual([1, 2, 3, 4, -0.5, -0.5, -0.5, -0.5, 9, 10]);
  });
});
