/** Lets kernels of the current backend compute wrongly as long as a run lives that has such a bug. */
import type { PlantedKernel } from '../../core/plant';
import type { Tf } from '../../core/ops';
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';

/** Kernels that compute wrongly now, with how many runs want them to. */
const spoilt = new WeakMap<KernelConfig, { runs: number; readonly mend: () => void }>();

/** @returns what puts them right again, once all runs that wanted this have said so; a kernel that the backend lacks is passed over */
export function spoilKernels(tf: Tf, kernels: readonly PlantedKernel[]): () => void {
  const undo = kernels.map((kernel) => spoil(tf, kernel));
  return () => undo.forEach((one) => one());
}

function spoil(tf: Tf, { name, factor }: PlantedKernel): () => void {
  const backendName = tf.getBackend();
  const config = tf.getKernel(name, backendName) as KernelConfig | undefined;
  // Leaves what is positive as it is and multiplies the rest: just what is wanted, with no constant that a recorded step would have to keep.
  const scaleNegatives = tf.getKernel('LeakyRelu', backendName) as KernelConfig | undefined;
  if (!config || !scaleNegatives) return () => undefined;
  const held = spoilt.get(config) ?? { runs: 0, mend: replaceFunction(config, scaleNegatives, factor) };
  held.runs++;
  spoilt.set(config, held);
  let done = false;
  return () => {
    if (done) return;
    done = true;
    if (--held.runs > 0) return;
    held.mend();
    spoilt.delete(config);
  };
}

/** In place, since tfjs and the installed patches know a kernel by its configuration. */
function replaceFunction(config: KernelConfig, scaleNegatives: KernelConfig, factor: number): () => void {
  const { kernelFunc } = config;
  const own = config as { kernelFunc: KernelConfig['kernelFunc'] };
  own.kernelFunc = (args) => {
    const right = kernelFunc(args) as TensorInfo;
    const backend = args.backend as { disposeData(dataId: object): unknown };
    const wrong = scaleNegatives.kernelFunc({ inputs: { x: right }, backend: args.backend, attrs: { alpha: factor } });
    backend.disposeData(right.dataId);
    return wrong;
  };
  return () => void (own.kernelFunc = kernelFunc);
}
