import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { ISOLATION_HEADERS } from './scripts/serve.mjs';

/**
 * tfjs starts the threads of its wasm backend from the *text* of the function that Emscripten made. That function reads a variable of the scope around
 * it, which is not in the text; it does so behind a `typeof` guard, which a minifier rightly removes, so that every thread dies with a ReferenceError.
 * This gives the function a variable of its own. (Threads are workers of a blob, so the variable, the URL of the script, is of no use to them anyway.)
 */
function selfContainedThreads(): Plugin {
  const scope = /var _scriptDir = [^\n]*\n\s*if \(typeof __filename[^\n]*\n/;
  const head = /function\(WasmBackendModuleThreadedSimd\) \{/;
  return {
    name: 'self-contained-threads',
    transform(code, id) {
      if (!id.replace(/\?.*$/, '').endsWith('/wasm-out/tfjs-backend-wasm-threaded-simd.js')) return null;
      if (!scope.test(code) || !head.test(code)) this.error('tfjs-backend-wasm has changed: see whether its threads still need this plugin.');
      return { code: code.replace(scope, '').replace(head, (found) => `${found}var _scriptDir;`), map: null };
    },
  };
}

export default defineConfig({
  base: './', // `dist` is to work from any path
  plugins: [react()],
  worker: { format: 'es', plugins: () => [selfContainedThreads()] },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 2500, // kB; the trainer's worker holds tfjs. tests/e2e/budget.spec.ts guards the page itself.
    reportCompressedSize: false,
  },
  server: { headers: ISOLATION_HEADERS },
  optimizeDeps: {
    // Known from the start, so that the development server does not reload the page when the worker first asks for them.
    include: ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm', '@tensorflow/tfjs-backend-webgpu', 'comlink'],
  },
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    maxWorkers: 2,
    testTimeout: 30_000, // a shared or slow machine must not fail a test that is right
  },
});
