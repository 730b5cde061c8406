/** The Python that the schedules declare, run: it gives the factors that training uses. Needs no PyTorch, only Python. */
import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue';
import { clockAt } from '../../src/core/clock';
import type { AnyValues } from '../../src/core/fields';
import type { TorchCode } from '../../src/core/pytorch';
import { effectsOf, factors, torchOf } from '../support/tricks';

const PYTHON = ['python3', 'python'].find((name) => spawnSync(name, ['--version']).status === 0);
const RUNS = [
  [1, 1],
  [7, 3],
  [100, 10],
  [1001, 40],
] as const;

/** Settings besides the defaults. */
const VARIANTS: Readonly<Record<string, readonly AnyValues[]>> = {
  cosine: [{ floor: 0.1 }],
  'cosine-power': [{ power: 1 }, { power: 4, floor: 0.1 }],
  'cosine-power-cycles': [{ cycles: 4, decay: 0.7, power: 4, floor: 0.1 }],
  cyclical: [{ mode: 'triangular2', size: 0.37 }, { mode: 'exp_range', ratio: 4 }],
  'gamma-decay': [{ gamma: 0.9 }],
  linear: [{ floor: 0.1 }],
  'one-cycle': [{ rise: 0.1, div: 3, finalDiv: 7 }],
  polynomial: [{ power: 0.9, floor: 0.1 }],
  sgdr: [{ length: 0.7, multiplier: 1 }, { length: 1.3, multiplier: 1.5 }],
  'step-decay': [{ milestones: [0.3, 0.07], gamma: 0.5 }, { milestones: [] }],
  'warmup-stable-decay': [{ shape: 'cosine', floor: 0.1 }, { shape: 'sqrt', rise: 0 }, { shape: 'sqrt', floor: 0.1, rise: 0.3 }, { fall: 0 }],
};
const schedules = Object.values(catalogue.tricks).filter(({ exclusive }) => exclusive === 'schedule');
const cases = schedules.flatMap(({ id }) => [{}, ...(VARIANTS[id] ?? [])].map((values) => [id, values] as const));

const modifiers: readonly (readonly [string, AnyValues])[] = [
  ['warmup', {}],
  ['warmup', { epochs: 0 }],
  ['batch-size', {}],
  ['batch-size', { scaling: 'sqrt' }],
  ['batch-size', { scaling: 'none' }],
];
const BATCH_SIZE = 32;

/** Runs `factor` of each code for every step of every run, all in one process. */
function runPython(codes: readonly TorchCode[]): number[][][] {
  const functions = codes.flatMap(({ imports = [], model = [], schedule = ['f = 0.5'], factor = [] }, i) => [
    ...imports,
    ...model,
    `def factor_${i}(step):`,
    ...[...schedule, ...factor, 'return f'].map((line) => `    ${line}`),
  ]);
  const loop = [
    `for factor in [${codes.map((_, i) => `factor_${i}`).join(', ')}]:`,
    '    factors.append([])',
    `    for steps, steps_per_epoch in ${JSON.stringify(RUNS)}:`,
    '        factors[-1].append([factor(step) for step in range(steps)])',
  ];
  return python(['import json', `batch_size = ${BATCH_SIZE}`, ...functions, 'factors = []', ...loop, 'print(json.dumps(factors))']) as number[][][];
}

/** What a script prints as JSON. @throws where it does not run, with what Python says */
function python(lines: readonly string[]): unknown {
  const { stdout, stderr } = spawnSync(PYTHON!, ['-c', lines.join('\n')], { encoding: 'utf8' });
  if (stderr !== '') throw new Error(`${stderr}\n${lines.join('\n')}`);
  return JSON.parse(stdout);
}

const worst = (a: readonly number[], b: readonly number[]): number => Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));

describe.skipIf(PYTHON === undefined)('in Python', () => {
  let results: number[][][] = [];
  beforeAll(() => {
    results = runPython([...cases, ...modifiers].map(([id, values]) => torchOf(id, values)));
  });

  it.each(cases.map(([id, values], i) => [id, values, i] as const))('%s with %o is the same', (id, values, index) => {
    for (const [i, [steps, stepsPerEpoch]] of RUNS.entries()) {
      const expected = factors(effectsOf(id, values, { steps, stepsPerEpoch }).schedule!, steps, stepsPerEpoch);
      expect(worst(expected, results[index]![i]!), `${steps} steps`).toBeLessThan(1e-9);
    }
  });

  const numbered = modifiers.map(([id, values], i) => [id, values, cases.length + i] as const);
  it.each(numbered)('%s with %o modifies a schedule alike', (id, values, index) => {
    const { knobs } = effectsOf(id, values, { batchSize: BATCH_SIZE });
    for (const [i, [steps, stepsPerEpoch]] of RUNS.entries()) {
      const point = { factor: 0.5, cycle: 0, phase: 0 };
      const expected = Array.from({ length: steps }, (_, s) => knobs!({ lr: 0.5 }, clockAt(s, steps, stepsPerEpoch), point)['lr']!);
      expect(worst(expected, results[index]![i]!), `${steps} steps`).toBeLessThan(1e-9);
    }
  });

  it('reduce-on-plateau follows the same losses to the same rates', () => {
    const losses = [1, 0.5, 0.6, 0.55, 0.7, 0.49995, 0.4, 0.41, 0.42, 0.43, 0.44];
    const { model = [], schedule = [], evaluated = [] } = torchOf('reduce-on-plateau');
    const { schedule: own } = effectsOf('reduce-on-plateau');
    const body = [...evaluated, ...schedule, 'factors.append(f)'].map((line) => `    ${line}`);
    const lines = ['import json', ...model, 'factors = []', `for dev_loss in [${losses.join(', ')}]:`, ...body, 'print(json.dumps(factors))'];
    let state = own!.init!;
    (python(lines) as number[]).forEach((factor, i) => {
      state = own!.observe!(state, { loss: losses[i]!, accuracy: 0, samples: 1 });
      expect(factor).toBeCloseTo(own!.at(clockAt(i, 11, 11), state).factor, 12);
    });
  });
});
