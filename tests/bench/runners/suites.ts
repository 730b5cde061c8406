/** Where and on what is measured: a suite is one runner with one backend. */
import type { Backend } from '../protocol';

export const SUITES = ['node-wasm', 'node-webgpu', 'chromium-wasm', 'chromium-wasm-threads', 'chromium-webgpu'] as const;
export type SuiteId = (typeof SUITES)[number];

export interface Suite {
  readonly id: SuiteId;
  readonly surroundings: 'node' | 'chromium';
  readonly backend: Backend;
  /** Whether the page is cross-origin isolated, without which there are no threads. */
  readonly threads: boolean;
  readonly title: string;
}

export function suite(id: SuiteId): Suite {
  const surroundings = id.startsWith('node') ? 'node' : 'chromium';
  const backend = id.includes('webgpu') ? 'webgpu' : 'wasm';
  const threads = id.endsWith('threads');
  const where = backend === 'webgpu' ? 'WebGPU' : `WebAssembly, ${threads ? 'threads' : '1 thread'}`;
  return { id, surroundings, backend, threads, title: `${surroundings === 'node' ? 'Node' : 'Chromium'}, ${where}` };
}
