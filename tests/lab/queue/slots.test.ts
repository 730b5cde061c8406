import { describe, expect, it } from 'vitest';
import { chooseSlots, slotsForCores, ThroughputLog } from '../../../src/lab/queue/slots';

describe('slots on the processor', () => {
  it.each([
    [1, 1],
    [2, 1],
    [8, 7],
    [64, 16],
  ])('of %i cores are %i', (cores, slots) => expect(slotsForCores(cores)).toBe(slots));
});

describe('slots on a graphics device', () => {
  /** Measured for long enough at these rates. */
  const measured = (...rates: number[]) => new Map(rates.map((rate, i) => [i + 1, { seconds: 10, work: 10 * rate }]));

  it.each([
    ['begin with one', new Map(), 5, 1],
    ['stay with one until it is known how fast that is', new Map([[1, { seconds: 2, work: 100 }]]), 5, 1],
    ['try two where two wait', measured(100), 2, 2],
    ['but not for one', measured(100), 1, 1],
    ['stay with two while they are measured', new Map([...measured(100), [2, { seconds: 1, work: 1 }]]), 5, 2],
    ['go back to one where two bring nothing', measured(100, 104), 5, 1],
    ['try three where two pay', measured(100, 150), 2, 3],
    ['keep three where three pay', measured(100, 150, 190), 0, 3],
    ['keep two where three do not', measured(100, 150, 120), 5, 2],
  ] as const)('%s', (_, log, waiting, slots) => expect(chooseSlots(log, waiting)).toBe(slots));

  it('are judged by the work done while so many ran', () => {
    let now = 0;
    const log = new ThroughputLog(() => now);
    log.add(1000); // while nothing is said to run
    log.running(1);
    now = 4000;
    log.add(40);
    log.running(2);
    now = 6000;
    log.add(60);
    log.running(0);
    now = 60_000;
    log.running(1);
    now = 66_000;
    log.add(20);
    expect([...log.measured]).toEqual([
      [1, { seconds: 10, work: 60 }],
      [2, { seconds: 2, work: 60 }],
    ]);
  });
});
