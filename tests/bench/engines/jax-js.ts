/** jax-js, as its documentation advises for speed: the whole step, forward, backward and update, is one function under `jit`. */
import { blockUntilReady, defaultDevice, init, jit, nn, numpy as np, valueAndGrad } from '@jax-js/jax';
import { sizeOf } from '../../../src/core/network';
import { wasmMemoryBytes } from '../measure/wasm-memory';
import type { Backend, Device } from '../protocol';
import { firstBatches, initialWeights, learningRateAt, type Workload } from '../workloads/workloads';
import type { Engine, Training } from './engine';
import { arrayOfInput, arrayOfWeight, forward } from './jax-network';

const BATCHES = 8;
const MOMENTUM = 0.9;
/** Products of matrices that are waited for together. */
const PRODUCTS_AT_ONCE = 16;

/** What a step changes. */
type State = {
  weights: np.Array[];
  velocities: np.Array[];
  /** Running statistics of normalisation. */
  statistics: np.Array[];
};

/** @param threads how many threads its WebAssembly backend takes here @param adapter the name of the WebGPU adapter that it gets here */
export function jaxJs(threads: number, adapter: () => Promise<Omit<Device, 'threads'>>): Engine {
  return {
    async open(backend: Backend): Promise<Device> {
      const available = await init(backend);
      if (!available.includes(backend)) throw new Error(`jax-js finds no ${backend} here`);
      defaultDevice(backend);
      return backend === 'webgpu' ? adapter() : { name: `WebAssembly, ${threads} thread${threads === 1 ? '' : 's'}`, software: false, threads };
    },
    start: (workload) => startTraining(workload),

    async matrices(size) {
      const numbers = (factor: number) => Float32Array.from({ length: size * size }, (_, i) => ((i * factor) % 17) / 17 - 0.5);
      const a = np.array(numbers(7)).reshape([size, size]);
      const b = np.array(numbers(5)).reshape([size, size]);
      await blockUntilReady([a, b]);
      const product = jit((x: np.Array, y: np.Array) => np.matmul(x, y));
      return async (count) => {
        for (let done = 0; done < count; done += PRODUCTS_AT_ONCE) {
          const products = Array.from({ length: Math.min(PRODUCTS_AT_ONCE, count - done) }, () => product(a.ref, b.ref));
          await blockUntilReady(products);
          for (const one of products) one.dispose();
        }
      };
    },
    heapBytes: wasmMemoryBytes,
  };
}

async function startTraining(workload: Workload): Promise<Training> {
  const plan = workload.recipe.network;
  const { batchSize } = workload.recipe;
  const { input, classes } = plan.blueprint;
  const initial = initialWeights(workload);
  let state: State = {
    weights: plan.parameters.map((parameter, i) => arrayOfWeight(plan, parameter, initial[i]!)),
    velocities: plan.parameters.map(({ shape }, i) => zerosLike(shape, initial[i]!)),
    statistics: plan.states.map(({ shape, init: value }) => np.array(new Float32Array(sizeOf(shape)).fill(value)).reshape([...shape])),
  };
  state.velocities = state.velocities.map((velocity, i) => velocity.reshape(state.weights[i]!.shape));
  const batches = firstBatches(workload, BATCHES).map(({ x, y }) => ({
    x: arrayOfInput(input, batchSize, x),
    y: np.array(y as Float32Array<ArrayBuffer>).reshape([batchSize, classes]),
  }));
  await blockUntilReady([state, batches]);

  const lossOf = (weights: np.Array[], statistics: np.Array[], x: np.Array, y: np.Array): [np.Array, np.Array[]] => {
    const pass = forward(plan, weights, statistics, x);
    return [nn.logSoftmax(pass.logits).mul(y).sum(-1).mean().mul(-1), pass.states];
  };
  const differentiate = valueAndGrad(lossOf, { hasAux: true });
  const step = jit(({ weights, velocities, statistics }: State, x: np.Array, y: np.Array, rate: np.Array): [np.Array, State] => {
    const [[loss, next], gradients] = differentiate(weights.map((weight) => weight.ref), statistics, x, y);
    const moved = velocities.map((velocity, i) => velocity.mul(MOMENTUM).add(gradients[i]!.ref));
    const updated = weights.map((weight, i) => weight.sub(gradients[i]!.add(moved[i]!.ref.mul(MOMENTUM)).mul(rate.ref)));
    rate.dispose();
    return [loss, { weights: updated, velocities: moved, statistics: next }];
  });

  let steps = 0;
  let rate = { value: NaN, array: np.array([0]) };
  const takeStep = (): np.Array => {
    const value = learningRateAt(workload, steps);
    if (value !== rate.value) {
      rate.array.dispose();
      rate = { value, array: np.array([value]) };
    }
    const { x, y } = batches[steps++ % batches.length]!;
    const [loss, next] = step(state, x.ref, y.ref, rate.array.ref);
    state = next;
    return loss;
  };
  const takeSteps = async (count: number): Promise<number> => {
    for (let i = 1; i < count; i++) await dispatched(takeStep());
    const loss = takeStep();
    const [values] = await Promise.all([loss.data(), blockUntilReady(state)]);
    return values[0]!;
  };
  return { takeSteps };
}

/**
 * Has a step begin, and lets its loss go: jax-js puts off all work until somebody wants a result, and piles up the memory of many steps otherwise. On
 * WebGPU asking for the buffer does that without waiting; WebAssembly has nothing to wait for.
 */
async function dispatched(loss: np.Array): Promise<void> {
  if (loss.device === 'webgpu') {
    loss.gpuBufferSync();
    return;
  }
  await loss.blockUntilReady();
  loss.dispose();
}

const zerosLike = (shape: readonly number[], { length }: Float32Array): np.Array => np.array(new Float32Array(length)).reshape([...shape]);
