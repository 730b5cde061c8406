import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { OutcomesView } from '../../src/engine/protocol';
import { fingerprintOf, watchOutcomes, type OutcomeStore } from '../../src/store/outcomes';
import type { Playground, PlaygroundState } from '../../src/store/playground';
import type { RunRecord } from '../../src/store/run-record';

const answers = (labels = [0, 1, 1]): OutcomesView => ({
  split: 'dev',
  step: 5,
  classes: 2,
  labels: Int32Array.from(labels),
  probabilities: new Float32Array(2 * labels.length),
  losses: new Float32Array(labels.length),
  attributes: { slant: Float32Array.from(labels, (label) => label / 3) },
});

function watched() {
  const asked: number[] = [];
  const store = createStore<Pick<PlaygroundState, 'runs' | 'files'>>(() => ({ runs: [], files: {} }));
  const into: OutcomeStore = createStore(() => ({ kept: [] }));
  let refusal: Error | undefined;
  const trainer = {
    outcomes: (_: string, most: number) => {
      asked.push(most);
      return refusal ? Promise.reject(refusal) : Promise.resolve(answers());
    },
  };
  watchOutcomes({ store, trainer } as unknown as Playground, into);
  const show = async (...runs: readonly [id: number, status: RunRecord['status'], step?: number][]): Promise<number[]> => {
    store.setState({ runs: runs.map(([id, status, step = 5]) => ({ id, status, step, experiment: { data: { id: 'glyphs' } } }) as unknown as RunRecord) });
    await Promise.resolve();
    await Promise.resolve();
    return into.getState().kept.map(({ run }) => run);
  };
  return { asked, show, refuse: (error: Error) => (refusal = error) };
}

describe('the answers of runs', () => {
  it('are asked for once, when a run has come to its end', async () => {
    const { asked, show } = watched();
    expect(await show([1, 'training'])).toEqual([]);
    expect(await show([1, 'finished'])).toEqual([1]);
    expect(await show([1, 'finished'])).toEqual([1]);
    expect(asked).toHaveLength(1);
    expect(await show([1, 'finished'], [2, 'training'])).toEqual([1]);
    expect(await show([1, 'finished'], [2, 'stopped'])).toEqual([1, 2]);
  });

  it('are forgotten with their run', async () => {
    const { show } = watched();
    await show([1, 'finished']);
    expect(await show([2, 'training'])).toEqual([]);
  });

  it('are not asked of a run without a step, and are missing where the trainer refuses', async () => {
    const { asked, show, refuse } = watched();
    await show([1, 'stopped', 0]);
    expect(asked).toHaveLength(0);
    refuse(new Error('Another run was started'));
    expect(await show([2, 'finished'])).toEqual([]);
  });
});

describe('a fingerprint', () => {
  const data = { id: 'glyphs' };

  it('is the same for the same samples, whatever was answered', () => {
    expect(fingerprintOf(data, undefined, answers())).toBe(fingerprintOf(data, [], { ...answers(), probabilities: new Float32Array(6).fill(0.5) } as OutcomesView));
  });

  it('differs with settings, files, labels and attributes', () => {
    const plain = fingerprintOf(data, undefined, answers());
    const others = [
      fingerprintOf({ id: 'scenes' }, undefined, answers()),
      fingerprintOf(data, [{ name: 'a', bytes: new Uint8Array(3) }], answers()),
      fingerprintOf(data, undefined, answers([1, 1, 1])),
      fingerprintOf(data, undefined, { ...answers(), attributes: { slant: Float32Array.of(0, 1, 2) } }),
    ];
    expect(new Set([plain, ...others]).size).toBe(5);
  });
});
