import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAsker } from '../../../src/ui/shared/asker';

describe('createAsker', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function setUp(ask: () => Promise<number>) {
    const answers: number[] = [];
    const reasons: unknown[] = [];
    const asked = vi.fn(ask);
    const asker = createAsker(asked, (answer) => answers.push(answer), (reason) => reasons.push(reason), 500);
    return { asker, asked, answers, reasons };
  }

  it('asks at once, then no more than once in the gap, and never forgets the last request', async () => {
    let count = 0;
    const { asker, asked, answers } = setUp(async () => ++count);
    for (let i = 0; i < 10; i++) asker.request();
    expect(asked).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(499);
    expect(asked).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(2000);
    expect(answers).toEqual([1, 2]);
  });

  it('waits for a slow answer before it asks again', async () => {
    const { asker, asked } = setUp(() => new Promise((resolve) => setTimeout(() => resolve(0), 3000)));
    asker.request();
    asker.request();
    await vi.advanceTimersByTimeAsync(2900);
    expect(asked).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(asked).toHaveBeenCalledTimes(2);
  });

  it('tells why it was refused, and goes on', async () => {
    let refuse = true;
    const { asker, answers, reasons } = setUp(async () => {
      if (refuse) throw new Error('not yet');
      return 1;
    });
    asker.request();
    await vi.advanceTimersByTimeAsync(600);
    refuse = false;
    asker.request();
    await vi.advanceTimersByTimeAsync(600);
    expect(reasons).toEqual([new Error('not yet')]);
    expect(answers).toEqual([1]);
  });

  it('is silent once cancelled', async () => {
    const { asker, asked, answers } = setUp(() => new Promise((resolve) => setTimeout(() => resolve(1), 100)));
    asker.request();
    asker.request();
    asker.cancel();
    await vi.advanceTimersByTimeAsync(5000);
    asker.request();
    expect(asked).toHaveBeenCalledTimes(1);
    expect(answers).toEqual([]);
  });
});
