import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/processes.mjs';
import { readArguments, UsageError } from '../bench/arguments';
import { withDisagreements } from '../bench/measure-workload';
import type { Slice } from '../bench/protocol';
import { byFamily, familyOf } from '../bench/report/families';
import { figuresOf, peakOf, spreadOf } from '../bench/report/figures';
import { bytes, number, table } from '../bench/report/format';
import { report } from '../bench/report/markdown';
import { withFigures } from '../bench/report/rows';
import type { EngineResults, Results, WorkloadResults } from '../bench/results';
import { encodingsFor, FULL, QUICK, rotated, slicesFor, stepsFor, takesPart } from '../bench/rounds';
import { firstBatches, initialWeights, learningRateAt, workload } from '../bench/workloads/workloads';

const slice = (ms: number, more: Partial<Slice> = {}): Slice => ({ steps: 2, ms, busyMs: 1, loss: 0.5, peakBytes: 1000, ...more });
const engine = (results: Partial<EngineResults>): EngineResults => {
  return { engine: 'ours', losses: [], slices: [], encodings: [], kernels: [], ...results };
};
const measured = (results: Partial<WorkloadResults>): WorkloadResults => {
  return { id: 'A', title: 'a', batchSize: 10, flops: 2e6, matmul: {}, engines: [], ...results };
};

describe('workloads', () => {
  it.each([
    ['A', 58e6],
    ['B', 0.83e9],
    ['C', 2.4e9],
  ] as const)('%s costs %d operations a step', (id, flops) => {
    expect(workload(id).flops / flops).toBeCloseTo(1, 1);
  });

  it('have the shapes that the reference figures were measured with', () => {
    const shapes = (id: 'A' | 'B' | 'D') =>
      workload(id)
        .recipe.network.parameters.filter(({ role }) => role !== 'bias')
        .map(({ shape }) => shape.join('×'));
    expect(shapes('A')).toEqual(['784×128', '128×64', '64×10']);
    expect(shapes('B')).toEqual(['3×3×1×16', '3×3×16×32', '1568×64', '64×10']);
    expect(shapes('D')).toEqual(['2×8', '8×8', '8×2']);
    expect(['A', 'B', 'C', 'D'].map((id) => workload(id as 'A').recipe.batchSize)).toEqual([128, 128, 32, 10]);
  });

  it('are the default experiments but for their length', () => {
    const { experiment } = workload('glyphs');
    expect(experiment).toMatchObject({ data: { id: 'glyphs' }, model: { id: 'cnn' }, run: { batch: 128 } });
    expect(Object.keys(experiment.tricks)).toEqual(['nesterov', 'cosine', 'warmup']);
  });

  it('give every engine the same numbers, whole batches of normalised samples', () => {
    const chosen = workload('B');
    const [first, second] = firstBatches(chosen, 2);
    expect(first!.x).toHaveLength(128 * 28 * 28);
    expect(first!.x).not.toEqual(second!.x);
    expect(firstBatches(chosen, 2)[1]).toEqual(second);
    const rows = Array.from({ length: 128 }, (_, b) => first!.y.slice(10 * b, 10 * b + 10));
    expect(rows.every((row) => row.filter((value) => value === 1).length === 1 && row.filter((value) => value === 0).length === 9)).toBe(true);
    expect(initialWeights(chosen).map(({ length }) => length)).toEqual([144, 16, 4608, 32, 100352, 64, 640, 10]);
    expect([0, 1000].map((step) => learningRateAt(chosen, step))).toEqual([0.01, 0.01]);
  });
});

describe('rounds', () => {
  it.each([
    [1, 9],
    [3, 9],
    [4, 9],
    [9, 9],
  ])('%d slices are spread over %d rounds', (slices, rounds) => {
    const taken = Array.from({ length: rounds }, (_, round) => takesPart(round, rounds, slices));
    expect(taken.filter(Boolean)).toHaveLength(slices);
    expect(taken.at(-1)).toBe(true);
  });

  it('give slow contestants fewer slices, but three at least, of one step', () => {
    expect(slicesFor(FULL, 10)).toBe(FULL.rounds);
    expect(slicesFor(FULL, 13_000)).toBe(3);
    expect(slicesFor(FULL, 5000)).toBe(4);
    expect(slicesFor(QUICK, 600)).toBe(3);
    expect(stepsFor(QUICK, 13_000)).toBe(1);
    expect(stepsFor(FULL, 4)).toBe(100);
  });

  it('end with short slices for the time of JavaScript', () => {
    expect(encodingsFor(QUICK, 40, false)).toEqual({ steps: 5, slices: 10 });
    expect(encodingsFor(QUICK, 1, false)).toEqual({ steps: 8, slices: 10 });
    expect(encodingsFor(QUICK, 400, false)).toEqual({ steps: 1, slices: 5 });
    expect(encodingsFor(QUICK, 400, true)).toEqual({ steps: 8, slices: 3 });
    expect(encodingsFor(QUICK, 13_000, false)).toEqual({ steps: 1, slices: 0 });
  });

  it('are begun by everyone in turn', () => {
    expect([0, 1, 4].map((round) => rotated(['a', 'b', 'c'], round).join(''))).toEqual(['abc', 'bca', 'bca']);
    expect(rotated([], 1)).toEqual([]);
  });
});

describe('figures', () => {
  it('take medians and quartiles', () => {
    expect(spreadOf([4, 1, 3, 2, 5])).toEqual({ median: 3, low: 2, high: 4, n: 5 });
    expect(spreadOf([1, 2])).toEqual({ median: 1.5, low: 1.25, high: 1.75, n: 2 });
    expect(() => spreadOf([])).toThrow();
  });

  it('compare with the fastest product of matrices', () => {
    const peak = peakOf({ matmul: { ours: [slice(2 * 2 * 1024 ** 3 / 1e7)], tfjs: [slice(1e6)], 'jax-js': [], convnetjs: [] } });
    expect(peak).toEqual({ engine: 'ours', gflops: 10 });
    const figures = figuresOf(engine({ slices: [slice(4), slice(2), slice(6)], first: slice(9) }), measured({}), peak);
    // 2 ms a step of 2 MFLOP are 1 GFLOP/s.
    expect(figures).toMatchObject({ gflops: 1, share: 0.1, timesFloor: 10, samplesPerSecond: 5000 });
    expect(figures).toMatchObject({ firstStepMs: 9, peakBytes: 1000, jsMs: undefined });
  });

  it('have no floor where a step is hardly any arithmetic', () => {
    expect(figuresOf(engine({ slices: [slice(4)] }), measured({ flops: 5440 }), { engine: 'ours', gflops: 10 })?.timesFloor).toBeUndefined();
    expect(figuresOf(engine({}), measured({}), undefined)).toBeUndefined();
  });

  it('count per step', () => {
    const counts = { dispatches: 60, submits: 3, uploads: 2, uploadedBytes: 8, stepBytes: 100, pipelines: 0, buffers: 0 };
    const figures = figuresOf(engine({ slices: [slice(4, { counts }), slice(4, { counts, busyMs: 3 })] }), measured({}), undefined);
    expect(figures).toMatchObject({ dispatches: 30, submits: 1.5, uploadedBytes: 4, stepBytes: 50, jsMs: 0.5 });
  });
});

describe('losses', () => {
  it('that differ are told, those of an engine that could not train are not', () => {
    const [ours, tfjs, jax] = withDisagreements([
      engine({ losses: [2, 1.5, 1.2] }),
      engine({ engine: 'tfjs', losses: [2.005, 1.5, 1.22] }),
      engine({ engine: 'jax-js', losses: [], problem: 'no gradient' }),
    ]);
    expect(ours!.problem).toBeUndefined();
    expect(tfjs!.problem).toBe('the losses 2.0050, 1.5000, 1.2200 are not those of ours, 2.0000, 1.5000, 1.2000');
    expect(jax!.problem).toBe('no gradient');
    expect(withDisagreements([engine({ losses: [2, 1, 1] }), engine({ losses: [2, 1, NaN] })])[1]!.problem).toMatch(/NaN/);
  });
});

describe('the report', () => {
  it('writes numbers with three digits', () => {
    expect([0, 0.012345, 1.5, 12.345, 1234.5, NaN, undefined].map(number)).toEqual(['0', '0.0123', '1.5', '12.3', '1,230', '–', '']);
    expect([0, 999, 1234, 22.5e6, 3e12].map(bytes)).toEqual(['0 B', '999 B', '1.23 kB', '22.5 MB', '3,000 GB']);
  });

  it('lines tables up', () => {
    const columns = [
      { title: 'name', cell: ({ name }: { name: string }) => name },
      { title: 'n', right: true, cell: ({ name }: { name: string }) => String(name.length) },
    ];
    const lines = ['| name   |   n |', '|--------|----:|', '| a\\|b   |   3 |', '| longer |   6 |'];
    expect(table(columns, [{ name: 'a|b' }, { name: 'longer' }]).split('\n')).toEqual(lines);
  });

  it('takes kernels together that differ in shapes only', () => {
    expect(['convolution forward 14 14 16', 'convolution forward 28'].map(familyOf)).toEqual(['convolution forward', 'convolution forward']);
    expect(['product {"rows":8} 8', 'formula relu gradient 4 dx'].map(familyOf)).toEqual(['product', 'formula relu gradient']);
    expect(['Conv2DDerFilterProgram', '#3 (7×1 workgroups)'].map(familyOf)).toEqual(['Conv2DDerFilterProgram', '#3 (7×1 workgroups)']);
    expect(byFamily([{ name: 'a 1', calls: 1, ms: 2 }, { name: 'b', calls: 1, ms: 3 }, { name: 'a 2', calls: 2, ms: 2 }])).toEqual([
      { name: 'a', calls: 3, ms: 4 },
      { name: 'b', calls: 1, ms: 3 },
    ]);
  });

  it('shows what an engine cannot do, who leads, and which targets are met', () => {
    const slow = slice(30);
    const results: Results = {
      date: '2026-11-21',
      quick: true,
      machine: { processor: 'a processor', cores: 2, system: 'a system' },
      seconds: 12,
      suites: [
        {
          ...{ id: 'node-wasm', title: 'Node', backend: 'wasm', notes: ['A note.'], devices: { ours: '1 thread' } },
          workloads: [
            measured({
              matmul: { ours: [slice(0.5e3)] },
              engines: [
                engine({ slices: [slice(4)], kernels: [{ name: 'MatMul', calls: 2, ms: 1.5 }] }),
                engine({ engine: 'tfjs', problem: 'no MaxPoolGrad' }),
                engine({ engine: 'jax-js', slices: [slow] }),
              ],
            }),
          ],
        },
      ],
    };
    expect(withFigures(results).suites[0]!.workloads[0]!.engines.map(({ lead }) => lead)).toEqual([undefined, undefined, 7.5]);
    const text = report(results);
    expect(text).toContain('A note.');
    expect(text).toContain('cannot: no MaxPoolGrad');
    expect(text).toMatch(/jax-js .*7\.5 ×/);
    expect(text).toContain('7.5 ✓ (≥ 1)');
    expect(text).toMatch(/× floor .*8\.59 ✗ \(≤ 1\.8\)/);
    expect(text).toContain('A, ours, kernels of 1.5 ms: MatMul 1.5 ms (100 %, 2 calls).');
  });
});

describe('arguments', () => {
  it('choose suites by a part of their names', () => {
    expect(readArguments(['--backend', 'webgpu']).suites).toEqual(['node-webgpu', 'chromium-webgpu']);
    expect(readArguments(['--backend', 'node-wasm,chromium-webgpu']).suites).toEqual(['node-wasm', 'chromium-webgpu']);
    expect(readArguments([]).suites).toHaveLength(5);
    expect(readArguments(['--quick', '--only', 'B,A', '--engine', 'ours'])).toMatchObject({ quick: true, workloads: ['A', 'B'], engines: ['ours'] });
  });

  it.each([[['--only', 'E']], [['--backend', 'metal']], [['--engine', '']], [['--fast']], [['A']]])('refuse %j with a sentence', (argv) => {
    expect(() => readArguments(argv)).toThrow(UsageError);
  });
});

it('the peers are not part of the product', () => {
  const namesIn = (folder: string) => readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' });
  const files = ['src', 'workers'].flatMap((folder) => namesIn(folder).map((name) => path.join(root, folder, name)));
  const sources = files.filter((file) => /\.tsx?$/.test(file));
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.filter((file) => readFileSync(file, 'utf8').match(/@jax-js|convnetjs/))).toEqual([]);
});
