import { beforeAll, describe, expect, it } from 'vitest';
import type { NamedAttrMap, TensorInfo } from '@tensorflow/tfjs-core';
import { formula } from '../../../src/core/formula';
import type { Tensor } from '../../../src/core/ops';
import { bindable, boundKernelOf } from '../../../src/kernels/wasm/bound';
import type { BackendWasm } from '../../../src/kernels/wasm/heap';
import { initBackend, random, sizeOf, tf } from '../support';
import { forget, part, Workbench } from './simd';

/** Numbers before and after an output. */
const GUARD = 16;
const UNTOUCHED = 12_345;

const backend = () => tf.backend() as unknown as BackendWasm;

interface Case {
  readonly kernel: string;
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  readonly attrs?: object;
  /** Inputs that are not plain random numbers. */
  readonly given?: (seed: number) => Readonly<Record<string, Tensor>>;
}

const nesterov = formula('bound test', ['w', 'g', 'v'], ['rate'], ({ w, g, v, rate }) => ({ w: w.minus(g.times(rate)), v: v.times(rate).plus(g) }));
const positive = (shape: readonly number[], seed: number) => tf.add(tf.abs(random(shape, seed)), 0.5);

const CASES: readonly Case[] = [
  { kernel: 'BatchMatMul', shapes: { a: [5, 3], b: [3, 7] }, attrs: { transposeA: false, transposeB: false } },
  { kernel: 'BatchMatMul', shapes: { a: [33, 65], b: [31, 65] }, attrs: { transposeA: false, transposeB: true } },
  { kernel: 'BatchMatMul', shapes: { a: [2, 9, 5], b: [2, 9, 4] }, attrs: { transposeA: true, transposeB: false } },
  { kernel: 'BatchMatMul', shapes: { a: [3, 4, 5], b: [1, 6, 5] }, attrs: { transposeA: false, transposeB: true } },
  { kernel: 'GrimoireDense', shapes: { x: [7, 3], kernel: [3, 5], bias: [5] } },
  { kernel: 'GrimoireDenseGrad', shapes: { x: [7, 3], dy: [7, 5] } },
  { kernel: 'GrimoireDenseGrad', shapes: { x: [129, 4], dy: [129, 65] } },
  { kernel: 'Conv2DBackpropFilter', shapes: { x: [2, 5, 7, 3], dy: [2, 5, 7, 4] }, attrs: { strides: 1, pad: 'same', filterShape: [3, 3, 3, 4] } },
  { kernel: 'GrimoireConvolutionGrad', shapes: { x: [2, 5, 7, 3], dy: [2, 5, 7, 4] }, attrs: { strides: 1, pad: 'same', filterShape: [3, 3, 3, 4] } },
  { kernel: 'GrimoireAffine', shapes: { x: [9, 3], scale: [3], shift: [1] } },
  { kernel: 'GrimoireBatchNorm', shapes: { x: [4, 3, 5], gamma: [5], beta: [5], mean: [5], variance: [5] }, attrs: { epsilon: 1e-5, momentum: 0.1 }, given: (seed) => ({ variance: positive([5], seed) }) },
  { kernel: 'GrimoireBatchNormGrad', shapes: { dy: [4, 3, 5], x: [4, 3, 5], gamma: [5], moments: [2, 5] } },
  { kernel: 'GrimoireParameterRms', shapes: { 0: [128], 1: [128], 2: [128], 3: [128] }, attrs: { groups: [{ sizes: [33, 7], indices: [1, 0] }] } },
  { kernel: 'GrimoireRms', shapes: { 0: [7], 1: [33, 65] } },
  { kernel: 'Sum', shapes: { x: [3, 5, 7] }, attrs: { axis: [1], keepDims: false } },
  { kernel: 'Sum', shapes: { x: [3, 5, 7] }, attrs: { axis: [2], keepDims: true } },
  { kernel: 'Mean', shapes: { x: [33, 65] }, attrs: { axis: null, keepDims: false } },
  { kernel: 'Mean', shapes: { x: [65, 7, 31] }, attrs: { axis: [0, 1], keepDims: false } },
  ...['Relu', 'Tanh', 'Sigmoid', 'Exp', 'Log', 'Neg', 'Sqrt', 'Rsqrt', 'Square', 'Abs'].map((kernel) => ({ kernel, shapes: { x: [3, 11] } })),
  ...['Add', 'Sub', 'Multiply', 'RealDiv', 'SquaredDifference', 'LessEqual', 'Maximum'].map((kernel) => ({ kernel, shapes: { a: [3, 7], b: [3, 7] } })),
  ...['Add', 'Sub'].map((kernel) => ({ kernel, shapes: { a: [3, 1], b: [5, 1, 7] } })),
  { kernel: 'Greater', shapes: { a: [], b: [5] } },
  { kernel: 'Cast', shapes: { x: [7] }, attrs: { dtype: 'bool' } },
  { kernel: 'Cast', shapes: { x: [7] }, attrs: { dtype: 'int32' } },
  { kernel: 'Concat', shapes: { 0: [3, 2], 1: [3, 5], 2: [3, 1] }, attrs: { axis: 1 } },
  { kernel: 'Pack', shapes: { 0: [3, 2], 1: [3, 2] }, attrs: { axis: -1 } },
  { kernel: 'GatherV2', shapes: { x: [9, 3] }, attrs: { axis: 0, batchDims: 0 }, given: (seed) => ({ indices: tf.tensor1d([seed % 9, 0, 8], 'int32') }) },
  { kernel: 'GrimoireElementwise', shapes: { w: [37], g: [37], v: [37], rate: [] }, attrs: { formula: nesterov } },
  { kernel: 'GrimoirePack', shapes: { 0: [3, 5], 1: [7] } },
  { kernel: 'GrimoireUnpack', shapes: { vector: [128] }, attrs: { shapes: [[3, 5], [7]] } },
  { kernel: 'GrimoireCrossEntropyGrad', shapes: { dy: [5], logits: [5, 3], targets: [5, 3] } },
  { kernel: 'GrimoireSpread', shapes: { x: [3, 1] }, attrs: { shape: [3, 7], factor: 0.5 } },
];

describe('a kernel that is bound', () => {
  beforeAll(() => initBackend('wasm'));

  it.each(CASES.map((one) => [one.kernel, Object.values(one.shapes).map((shape) => `[${shape.join(', ')}]`).join(' '), one] as const))(
    'gives what it gives when it is called: %s of %s',
    (name, _, { shapes, attrs, given }) => {
      const { kernelFunc } = tf.getKernel(name, 'wasm');
      const kernel = boundKernelOf(kernelFunc)!;
      const bench = new Workbench(backend());
      const inputsOf = (seed: number): Record<string, Tensor> => ({
        ...Object.fromEntries(Object.entries(shapes).map(([input, shape], i) => [input, random(shape, seed + i)])),
        ...given?.(seed),
      });
      const first = inputsOf(1);
      const places = Object.fromEntries(Object.entries(first).map(([input, tensor]) => [input, bench.placeOf(tensor)]));
      const request = { tf, backend: backend(), inputs: places, attrs };
      const specs = kernel.outputs(request)!;
      // Each output lies amid numbers that nobody may touch.
      const whole = specs.map(({ shape }) => backend().makeOutput([sizeOf(shape) + 2 * GUARD], 'float32'));
      const inner = specs.map((spec, i) => ({ ...part(backend(), whole[i]!, GUARD, [...spec.shape]), dtype: spec.dtype }));
      const outputs = inner.map((info) => bench.placeOf(info));
      for (const info of whole) bench.placeOf(info).floats.fill(UNTOUCHED);
      const run = kernel.bind({ ...request, outputs, scratch: bench.scratch });
      for (const seed of [1, 20, 300]) {
        const inputs = inputsOf(seed);
        for (const [input, { dataId }] of Object.entries(inputs)) places[input]!.moveTo(dataId);
        for (const output of outputs) output.values.fill(NaN); // nothing is left from before
        if (seed === 300) tf.zeros([2 ** 23]).dispose(); // the heap grows, and views of it go stale
        run();
        const made: TensorInfo[] = [kernelFunc({ inputs, attrs: attrs as NamedAttrMap, backend: backend() })].flat();
        made.forEach(({ dataId, shape, dtype }, i) => {
          expect(outputs[i]).toMatchObject({ shape, dtype });
          expect([...outputs[i]!.values]).toEqual([...(backend().readSync(dataId) as Float32Array)]);
          backend().disposeData(dataId);
        });
      }
      whole.forEach((info, i) => {
        const { floats } = bench.placeOf(info);
        const end = GUARD + (outputs[i]!.size * outputs[i]!.values.BYTES_PER_ELEMENT) / 4;
        expect([...floats.subarray(0, GUARD), ...floats.subarray(Math.ceil(end))].every((value) => value === UNTOUCHED)).toBe(true);
      });
      for (const info of inner) forget(backend(), info);
      for (const { dataId } of whole) backend().disposeData(dataId);
      bench.clear();
    },
  );

  it('leaves to another what it cannot do, and frees what it has used', () => {
    const refused = bindable(tf, { outputs: () => undefined, bind: () => () => undefined }, () => ({ dataId: {}, shape: [3], dtype: 'float32' }));
    expect(refused({ inputs: {}, backend: backend() })).toMatchObject({ shape: [3] });
    const using = bindable(tf, {
      outputs: () => [],
      bind: ({ scratch }) => {
        const place = scratch({ shape: [5], dtype: 'int32' });
        return () => place.values.fill(7);
      },
    });
    const before = backend().numDataIds();
    using({ inputs: {}, backend: backend() });
    expect(backend().numDataIds()).toBe(before);
  });
});
