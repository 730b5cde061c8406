/** A realm in a worker of Chromium; the page that starts it is `runners/page/index.html`. */
import type { Tf } from '../../../src/core/ops';
import type { Engine } from '../engines/engine';
import { installGpuCounters } from '../measure/gpu-counters';
import type { Device, EngineId, Message, Requests } from '../protocol';
import { nameOf } from './adapter-name';
import { RealmServer } from './realm';

async function adapterName(): Promise<Omit<Device, 'threads'>> {
  return nameOf((await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' })) ?? null);
}

async function openEngine({ engine, backend }: Requests['open'], fail: (reason: string) => void) {
  const counters = backend === 'webgpu' && 'gpu' in navigator ? installGpuCounters() : undefined;
  // Only the engine that is asked for is loaded: its memory, its threads and its start are its own.
  return { engine: await load(engine, fail), counters };
}

async function load(engine: EngineId, fail: (reason: string) => void): Promise<Engine> {
  switch (engine) {
    case 'ours': {
      const { ours } = await import('../engines/ours');
      const { browserPlatform } = await import('../../../src/engine/browser-platform');
      return ours(browserPlatform, fail);
    }
    case 'tfjs': {
      const { stockTfjs } = await import('../engines/stock-tfjs');
      const tf = (await import('@tensorflow/tfjs')) as unknown as Tf;
      return stockTfjs({ tf, wasm: () => stockWasm(tf), webgpu: stockWebGpu });
    }
    case 'jax-js': {
      await import('../measure/wasm-memory'); // before the engine
      const { jaxJs } = await import('../engines/jax-js');
      return jaxJs(crossOriginIsolated ? navigator.hardwareConcurrency : 1, adapterName);
    }
    case 'convnetjs':
      return (await import('../engines/convnetjs')).convNetJs;
  }
}

/** As the documentation of tfjs has it; it takes threads by itself where it can. */
async function stockWasm(tf: Tf): Promise<number> {
  const [{ setWasmPaths, getThreadsCount }, plain, simd, threaded] = await Promise.all([
    import('@tensorflow/tfjs-backend-wasm'),
    import('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url'),
    import('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'),
    import('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url'),
  ]);
  const absolute = (url: string) => new URL(url, import.meta.url).href;
  setWasmPaths({
    'tfjs-backend-wasm.wasm': absolute(plain.default),
    'tfjs-backend-wasm-simd.wasm': absolute(simd.default),
    'tfjs-backend-wasm-threaded-simd.wasm': absolute(threaded.default),
  });
  await tf.setBackend('wasm');
  return getThreadsCount();
}

async function stockWebGpu(): Promise<Omit<Device, 'threads'>> {
  await import('@tensorflow/tfjs-backend-webgpu');
  return adapterName();
}

const server = new RealmServer({ openEngine });
addEventListener('message', ({ data }) => void server.answer(data as Message).then((reply) => postMessage(reply)));
