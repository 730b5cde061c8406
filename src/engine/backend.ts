/** Chooses where to compute, and says why. */
import type { Tf } from '../core/ops';
import type { BackendReport, BackendRequest } from './protocol';

/** What the surroundings (worker or Node) know how to set up. Each method leaves the tfjs backend registered and ready to be made current. */
export interface Platform {
  readonly tf: Tf;
  /** Registers the wasm backend, with at most so many threads. @returns how it runs, such as `1 thread`, or undefined where WebAssembly SIMD is missing */
  wasm(threads?: number): Promise<string | undefined>;
  /** Registers the webgpu backend on the best adapter, if there is one. */
  webgpu(): Promise<WebGpuAdapter | undefined>;
  /** Registers the cpu backend. */
  cpu(): Promise<void>;
}

export interface WebGpuAdapter {
  /** Such as `nvidia hopper`. */
  readonly name: string;
  /** Computes on the processor (SwiftShader, llvmpipe), slower than wasm. */
  readonly software: boolean;
  /** Called when the device is lost, after which another one may work, or when an error reaches nobody. */
  onFailure(listener: (reason: string, lost: boolean) => void): void;
}

export interface ChosenBackend {
  readonly report: BackendReport;
  readonly adapter?: WebGpuAdapter;
}

/** A hardware GPU if there is one, else WebAssembly, else plain JavaScript; or what was asked for. @throws with a sentence if that cannot be had */
export async function chooseBackend(platform: Platform, request: BackendRequest): Promise<ChosenBackend> {
  const { tf } = platform;
  const settle = async (report: BackendReport, adapter?: WebGpuAdapter): Promise<ChosenBackend> => {
    await tf.setBackend(report.backend);
    await tf.ready();
    return adapter ? { report, adapter } : { report };
  };
  if (request.safeMode) {
    await platform.cpu();
    return settle({ backend: 'cpu', safeMode: true, device: 'Plain JavaScript', reason: 'Safe mode: the stock kernels of TensorFlow.js on the processor, slow and simple.' });
  }

  const wanted = request.backend;
  let refusal = '';
  if (wanted === 'auto' || wanted === 'webgpu') {
    const adapter = await platform.webgpu().catch(() => undefined);
    if (adapter && (!adapter.software || wanted === 'webgpu')) {
      const reason = adapter.software ? 'You asked for WebGPU; here it computes on the processor, which is slower than WebAssembly.' : 'A hardware GPU answers, and it is the fastest.';
      return settle({ backend: 'webgpu', safeMode: false, device: `WebGPU, ${adapter.name}`, reason }, adapter);
    }
    refusal = adapter ? 'WebGPU here computes on the processor, which is slower than WebAssembly.' : 'No WebGPU adapter answers here.';
    if (wanted === 'webgpu') throw new Error(`${refusal} Choose WebAssembly instead.`);
  }
  if (wanted !== 'cpu') {
    const threads = await platform.wasm(request.threads).catch(() => undefined);
    if (threads !== undefined) {
      return settle({ backend: 'wasm', safeMode: false, device: `WebAssembly, ${threads}`, reason: refusal || 'You asked for WebAssembly.' });
    }
    if (wanted === 'wasm') throw new Error('WebAssembly with SIMD is not available here. Choose the cpu backend instead.');
    refusal += ' WebAssembly with SIMD is not available either.';
  }
  await platform.cpu();
  return settle({ backend: 'cpu', safeMode: false, device: 'Plain JavaScript', reason: refusal.trim() || 'You asked for plain JavaScript.' });
}
