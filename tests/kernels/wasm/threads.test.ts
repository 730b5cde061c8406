import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { convInfo } from '../../../src/kernels/shared/convolution';
import type { Run } from '../../../src/kernels/wasm/instantiate';
import { assembleProduct, multiplyBy } from '../../../src/kernels/wasm/product';
import { Crew } from '../../../src/kernels/wasm/threads';
import { doPart, partsOf, scratchOf, type Work } from '../../../src/kernels/wasm/work';
import { numbers, tf } from '../support';

/** Threads of Node in the place of a browser's workers. */
const HELPERS = 3;
const ROOT = path.resolve(import.meta.dirname, '../../..');
const memory = new WebAssembly.Memory({ initial: 256, maximum: 65_536, shared: true });
const heap = new Float32Array(memory.buffer);
const multiply = multiplyBy(new WebAssembly.Instance(new WebAssembly.Module(assembleProduct(true)), { env: { memory } }).exports['run'] as Run);

/** Addresses: inputs and weights, what is computed, and scratch. */
const [X, W, OUT, SCRATCH] = [1 << 20, 4 << 20, 6 << 20, 12 << 20];
const OUT_FLOATS = 2 ** 20;

let folder: string;
let workers: Worker[];
let crew: Crew;

beforeAll(async () => {
  folder = await mkdtemp(path.join(ROOT, 'node_modules/.threads-test-'));
  const output = { entryFileNames: 'threads.mjs' };
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    build: { ssr: 'src/kernels/wasm/threads.ts', outDir: folder, target: 'es2022', rollupOptions: { output } },
  });
  const file = pathToFileURL(path.join(folder, 'threads.mjs')).href;
  const listen = "require('node:worker_threads').parentPort.once";
  const code = `${listen}('message', (hiring) => import(${JSON.stringify(file)}).then(({ help }) => help(hiring)));`;
  workers = Array.from({ length: HELPERS }, () => new Worker(code, { eval: true }));
  crew = new Crew(memory, workers);
  while (crew.threads <= HELPERS) await new Promise((resolve) => setTimeout(resolve, 10));
  heap.set(numbers(400_000, 1), X / 4);
  heap.set(numbers(100_000, 2), W / 4);
});

afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.terminate()));
  await rm(folder, { recursive: true });
});

/** What some work writes, by this thread alone or by all. */
function written(work: Work, threads: number): Float32Array {
  heap.fill(0, OUT / 4, OUT / 4 + OUT_FLOATS);
  const parts = partsOf(work, threads);
  const scratchBytes = 4 * scratchOf(work);
  heap.fill(0, SCRATCH / 4, (SCRATCH + threads * scratchBytes) / 4);
  if (threads === 1) for (let part = 0; part < parts; part++) doPart(multiply, memory, work, part, parts, SCRATCH);
  else crew.perform({ work, parts, threads, scratch: SCRATCH, scratchBytes }, multiply);
  return heap.slice(OUT / 4, OUT / 4 + OUT_FLOATS);
}

const info = convInfo(tf, [32, 14, 14, 16], [3, 3, 16, 32], { strides: 1, pad: 'same' });
const row = 4 * 14 * 32;
const distances = { rowDistance: row, pixelDistance: 128, from: [0, 0], strides: [1, 1] } as const;
const pass = { rows: 14, columns: 14, address: OUT, filter: W, taps: [3, 3], ...distances } as const;
const images = { address: X, count: 32, height: 14, width: 14, channels: 16, top: 1, bottom: 1, left: 1, right: 1 };
const TASKS: readonly Work[] = [
  { kind: 'matrices', c: OUT, a: X, b: W, transposeA: false, rows: 131, inner: 784, columns: 100 },
  { kind: 'matrices', c: OUT, a: X, b: W, transposeA: true, rows: 784, inner: 128, columns: 65, bias: W },
  { kind: 'convolution', images, passes: [pass], outChannels: 32, imageDistance: 14 * row, start: 'zero' },
  { kind: 'filter gradient', x: X, dy: W, dw: OUT, info: { ...info, batchSize: 8 } },
];

/** Bit by bit, and quicker than a matcher. */
const isSame = (a: Float32Array, b: Float32Array): boolean => Buffer.compare(new Uint8Array(a.buffer), new Uint8Array(b.buffer)) === 0;

describe('threads of ours', () => {
  it('give the bits of one thread, task after task', () => {
    const expected = TASKS.map((work) => written(work, 1));
    for (let round = 0; round < 50; round++) {
      for (const [i, work] of TASKS.entries()) {
        expect(isSame(written(work, HELPERS + 1), expected[i]!), `${work.kind} in round ${round}`).toBe(true);
      }
    }
  });

  it('keep those out that have no memory of their own for the task', () => {
    const [convolution] = TASKS.filter(({ kind }) => kind === 'convolution') as [Work];
    const expected = written(convolution, 1);
    for (let round = 0; round < 20; round++) expect(isSame(written(convolution, 2), expected)).toBe(true);
  });

  it('do a task alone whose description is too long for the board', () => {
    const work = TASKS[2] as Extract<Work, { kind: 'convolution' }>;
    const long = { ...work, passes: Array.from({ length: 400 }, () => pass) };
    expect(isSame(written(long, HELPERS + 1), written(work, 1))).toBe(true);
  });
});
