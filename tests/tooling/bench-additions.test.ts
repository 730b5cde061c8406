import { describe, expect, it } from 'vitest';
import { readArguments } from '../bench/arguments';
import { additionTable, keepsLimit, shareOf } from '../bench/report/additions';
import type { AdditionCost } from '../bench/results';
import { workload } from '../bench/workloads/workloads';

const times = (...values: number[]) => values.map((ms) => ({ ms }));
const unlimited: AdditionCost = { title: 'a', addition: 'crop', plain: times(10, 20, 40), added: times(11, 23, 42) };
const cost = (more: Partial<AdditionCost> = {}): AdditionCost => ({ ...unlimited, limit: 0.11, ...more });

describe('the benchmark of additions', () => {
  it('compares each slice with the plain one of its own round', () => {
    expect(shareOf(cost()).median).toBeCloseTo(0.1, 12);
    expect(shareOf(cost({ plain: [{ ms: 1, cpuMs: 2 }], added: [{ ms: 9, cpuMs: 3 }] }), ({ cpuMs }) => cpuMs!).median).toBeCloseTo(0.5, 12);
  });

  it('holds the median to the limit, where there is one, and a problem against it', () => {
    const costs = [cost(), cost({ limit: 0.09 }), { ...unlimited, added: times(90, 90, 90) }, cost({ problem: 'no' })];
    expect(costs.map(keepsLimit)).toEqual([true, false, true, false]);
  });

  it('says so in a table', () => {
    const text = additionTable([cost(), cost({ limit: 0.05 }), cost({ plain: [], added: [], problem: 'it ended' })]);
    expect(text).toMatch(/\| crop .* 20 \|.* 23 \|.* 10 % \|.* 3 \|.* 11 % \| kept/);
    expect(text).toMatch(/5 % \| exceeded/);
    expect(text).toMatch(/it ended/);
  });

  it('is asked for by an option, and measured in Node unless another place is named', () => {
    expect(readArguments(['--augmentation'])).toMatchObject({ additions: 'augmentation', suites: ['node-wasm'] });
    expect(readArguments(['--augmentation', '--backend', 'chromium-wasm']).suites).toEqual(['chromium-wasm', 'chromium-wasm-threads']);
    expect(readArguments(['--probes']).additions).toBe('probes');
    expect(readArguments([]).additions).toBeUndefined();
  });

  it('trains the same experiment with an augmentation and without', () => {
    const [plain, augmented] = [workload('B').experiment, workload('B', 'flip&aa').experiment];
    expect(Object.keys(augmented.tricks).filter((id) => !(id in plain.tricks))).toEqual(['flip', 'autoaugment']);
    expect({ ...augmented, tricks: plain.tricks }).toEqual(plain);
  });
});
