/** A realm in a process of Node. */
import type { Tf } from '../../../src/core/ops';
import type { Engine } from '../engines/engine';
import { installGpuCounters, type GpuCounters } from '../measure/gpu-counters';
import { threadClock } from '../measure/thread-time';
import { type Device, type EngineId, type Message, type Requests, SOFTWARE_DRIVER } from '../protocol';
import { nameOf } from './adapter-name';
import { RealmServer } from './realm';

/** Makes `navigator.gpu` answer: a GPU where Vulkan knows one, else the software adapter that comes with Chromium. @throws where there is neither */
async function openGpu(): Promise<void> {
  const { create, globals } = await import('webgpu');
  Object.assign(globalThis, globals);
  let gpu = create([]);
  const driver = process.env[SOFTWARE_DRIVER];
  if (!(await gpu.requestAdapter()) && driver && !process.env['VK_ICD_FILENAMES']) {
    process.env['VK_ICD_FILENAMES'] = driver;
    gpu = create([]);
  }
  if (!(await gpu.requestAdapter())) throw new Error('no WebGPU adapter answers in Node; VK_ICD_FILENAMES may name a Vulkan driver');
  Object.defineProperty(globalThis, 'navigator', { value: { gpu, userAgent: 'node' }, configurable: true });
}

async function wasm(): Promise<number> {
  await import('@tensorflow/tfjs-backend-wasm');
  return 1;
}

async function webgpu(): Promise<Omit<Device, 'threads'>> {
  await import('@tensorflow/tfjs-backend-webgpu');
  return adapterName();
}

const adapterName = async () => nameOf(await navigator.gpu.requestAdapter());

function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function openEngine({ engine, backend }: Requests['open'], fail: (reason: string) => void) {
  let counters: GpuCounters | undefined;
  if (backend === 'webgpu') {
    await openGpu();
    counters = installGpuCounters();
  }
  // Only the engine that is asked for is loaded: its memory and its start are its own.
  return { engine: await load(engine, fail), counters };
}

async function load(engine: EngineId, fail: (reason: string) => void): Promise<Engine> {
  switch (engine) {
    case 'ours': {
      const { ours } = await import('../engines/ours');
      const { nodePlatform } = await import('../../../src/cli/node-platform');
      return ours(nodePlatform, fail);
    }
    case 'tfjs': {
      const { stockTfjs } = await import('../engines/stock-tfjs');
      const tf = (await import('@tensorflow/tfjs')) as unknown as Tf;
      return stockTfjs({ tf, wasm, webgpu });
    }
    case 'jax-js': {
      await import('../measure/wasm-memory'); // before the engine
      const { jaxJs } = await import('../engines/jax-js');
      return jaxJs(1, adapterName);
    }
    case 'convnetjs':
      return (await import('../engines/convnetjs')).convNetJs;
  }
}

const server = new RealmServer({ openEngine, cpuTime, threadClock: threadClock() });
process.on('message', (message) => void server.answer(message as Message).then((reply) => process.send!(reply)));
process.on('disconnect', () => process.exit());
