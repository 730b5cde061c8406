import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveCurves } from '../../../../src/store/lab/compare/live-curves';
import { assignSlots } from '../../../../src/store/lab/compare/slots';
import { finishedTrial } from '../../../support/trials';
import { curvesOf } from './support';

describe('curves that grow', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const start = () => {
    const asked: string[] = [];
    const live = new LiveCurves(async (id) => {
      asked.push(id);
      return curvesOf(id, [[0, asked.length]]);
    });
    return { asked, live };
  };
  const trial = finishedTrial('#v=1', 0.9, { id: 'a', status: 'running', step: 1 });

  it('are fetched at once, then at most once a second, and only when their trial has gone on', async () => {
    const { asked, live } = start();
    live.watch([trial]);
    await vi.advanceTimersByTimeAsync(1);
    expect(asked).toEqual(['a']);
    for (let step = 2; step < 32; step++) {
      live.watch([{ ...trial, step }]);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(asked.length).toBeGreaterThanOrEqual(3);
    expect(asked.length).toBeLessThanOrEqual(4);
    await vi.advanceTimersByTimeAsync(2000);
    const so_far = asked.length;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked.length).toBe(so_far);
    expect(live.store.getState().get('a')!.evaluations[0]!.dev.loss).toBe(so_far);
  });

  it('are fetched of a new trial without waiting, and forgotten with it', async () => {
    const { asked, live } = start();
    live.watch([trial]);
    await vi.advanceTimersByTimeAsync(1);
    live.watch([trial, { ...trial, id: 'b' }]);
    await vi.advanceTimersByTimeAsync(1);
    expect(asked).toEqual(['a', 'b']);
    live.watch([{ ...trial, id: 'b' }]);
    expect([...live.store.getState().keys()]).toEqual(['b']);
    live.close();
    expect(live.store.getState().size).toBe(0);
  });

  it('that cannot be read leave the others as they are', async () => {
    const live = new LiveCurves((id) => (id === 'a' ? Promise.reject(new Error('gone')) : Promise.resolve(curvesOf(id, []))));
    live.watch([trial, { ...trial, id: 'b' }]);
    await vi.advanceTimersByTimeAsync(5000);
    expect([...live.store.getState().keys()]).toEqual(['b']);
  });
});

describe('slots', () => {
  it('stay with their trials, and new ones take the lowest that are free', () => {
    const first = assignSlots(new Map(), ['a', 'b', 'c']);
    expect([...first]).toEqual([['a', 0], ['b', 1], ['c', 2]]);
    const second = assignSlots(first, ['c', 'd', 'a', 'e']);
    expect(Object.fromEntries(second)).toEqual({ a: 0, c: 2, d: 1, e: 3 });
  });
});
