/** Puts our kernels and gradients into tfjs' registry beside or over the stock ones, and can put the stock ones back. */
import type { GradConfig, KernelConfig, KernelFunc } from '@tensorflow/tfjs-core';
import type { Tf } from '../core/ops';

export type BackendName = 'cpu' | 'wasm' | 'webgpu';

/** One kernel of ours for one backend. */
export interface KernelPatch {
  readonly kernelName: string;
  readonly backendName: BackendName;
  /** @param stock the kernel that tfjs has under this name, where it has one */
  create(tf: Tf, stock: KernelFunc | undefined): KernelFunc;
}

/** One gradient of ours; `create` gets the one that tfjs has, where it has one. */
export interface GradientPatch {
  readonly kernelName: string;
  create(tf: Tf, stock: GradConfig | undefined): GradConfig;
}

interface Slot<C> {
  readonly stock: C | undefined;
  readonly ours: C;
}

interface Installed {
  readonly kernels: Map<string, Slot<KernelConfig>>;
  readonly gradients: Map<string, Slot<GradConfig>>;
}

/** Several copies of tfjs may live in one process (tests); each has its own registry, known by its engine. */
const installations = new WeakMap<object, Installed>();

/**
 * Registers the patches. Repeating it changes nothing, except that a changed `preferStock` swaps what can be swapped, and that backends imported
 * since are served too: a backend that has registered no kernel yet is passed over.
 * @param preferStock keep, or put back, tfjs' own kernel or gradient wherever there is one
 */
export function installPatches(tf: Tf, kernels: readonly KernelPatch[], gradients: readonly GradientPatch[], preferStock: boolean): void {
  const installed = installationOf(tf);
  const present = new Set(kernels.map((patch) => patch.backendName).filter((name) => tf.getKernelsForBackend(name).length > 0));
  for (const patch of kernels) {
    if (present.has(patch.backendName)) installKernel(tf, installed, patch, preferStock);
  }
  for (const patch of gradients) installGradient(tf, installed, patch, preferStock);
}

function installationOf(tf: Tf): Installed {
  const engine = tf.engine();
  let installed = installations.get(engine);
  if (!installed) {
    installed = { kernels: new Map(), gradients: new Map() };
    installations.set(engine, installed);
  }
  return installed;
}

function installKernel(tf: Tf, { kernels }: Installed, patch: KernelPatch, preferStock: boolean): void {
  const { kernelName, backendName } = patch;
  const key = `${backendName}/${kernelName}`;
  const current: KernelConfig | undefined = tf.getKernel(kernelName, backendName);
  let slot = kernels.get(key);
  if (!slot || (current !== slot.ours && current !== slot.stock)) {
    const ours: KernelConfig = { kernelName, backendName, kernelFunc: patch.create(tf, current?.kernelFunc) };
    // The stock kernel binds its wasm function in its setup, which tfjs calls for registered kernels only.
    if (current?.setupFunc) ours.setupFunc = current.setupFunc;
    slot = { stock: current, ours };
    kernels.set(key, slot);
  }
  const wanted = preferStock && slot.stock ? slot.stock : slot.ours;
  if (current === wanted) return;
  if (current) tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel(wanted);
}

function installGradient(tf: Tf, { gradients }: Installed, patch: GradientPatch, preferStock: boolean): void {
  const { kernelName } = patch;
  const current: GradConfig | undefined = tf.getGradient(kernelName);
  let slot = gradients.get(kernelName);
  if (!slot || (current !== slot.ours && current !== slot.stock)) {
    slot = { stock: current, ours: patch.create(tf, current) };
    gradients.set(kernelName, slot);
  }
  const wanted = preferStock && slot.stock ? slot.stock : slot.ours;
  if (current !== wanted) tf.registerGradient(wanted);
}
