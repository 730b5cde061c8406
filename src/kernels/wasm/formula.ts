/** Formulas as SIMD loops. What cannot be one is left to plain loops. */
import type { KernelFunc } from '@tensorflow/tfjs-core';
import type { Formula, Node } from '../../core/formula';
import { sizeOf } from '../shared/host-kernel';
import { type BackendWasm, floatsOf } from './heap';
import { simdLoop } from './simd-loop';

/** @param otherwise the kernel to use where there is no SIMD loop */
export const simdFormulas =
  (otherwise: KernelFunc): KernelFunc =>
  (args) => {
    const backend = args.backend as BackendWasm;
    const { name, tensors, results } = (args.attrs as unknown as { readonly formula: Formula }).formula;
    const loop = simdLoop(backend, { name, tensors, vectors: [], results: Object.values<Node>(results), sums: [] });
    if (!loop) return otherwise(args);
    const numbers = loop.numbers((scalar) => floatsOf(backend, args.inputs[scalar]!)[0]!);
    const inputs = tensors.map((tensor) => args.inputs[tensor]!);
    const { shape } = inputs[0]!;
    const made = Object.keys(results).map(() => backend.makeOutput(shape, 'float32'));
    const bytes = 4 * sizeOf(shape);
    loop.run(0, bytes, bytes, ...[...inputs, ...made].map(({ dataId }) => backend.getMemoryOffset(dataId)), ...numbers);
    return made;
  };
