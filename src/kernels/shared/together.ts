import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tf } from '../../core/ops';

/**
 * Makes gradients of several inputs by one kernel, when the first of them is asked for. tfjs asks for each in a scope of its own, at whose end it
 * disposes of whatever else was made there; so they are made in the scope around it, which is that of the caller.
 * @param make runs a kernel
 */
export function together<T extends readonly Tensor[]>(tf: Tf, make: () => T): () => T {
  const { state } = tf.engine();
  const scope = state.activeScope;
  let made: T | undefined;
  return () => {
    if (made) return made;
    const inner = state.activeScope;
    state.activeScope = scope;
    try {
      return (made = make());
    } finally {
      state.activeScope = inner;
    }
  };
}
