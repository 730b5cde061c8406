import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue';
import { ObjectiveLog } from '../../../src/engine/objective-log';
import { judge } from '../../../src/lab/checklist/judge';
import { hasDiverged, type Outcome } from '../../../src/lab/checklist/outcomes';
import { plainOutcome, planOf } from './support';

const SEEDS = [1, 2, 3, 4, 5];
const BASE = [0.8, 0.81, 0.79, 0.805, 0.795];

function outcomesFor(effects: Readonly<Record<string, readonly number[]>>): Outcome[] {
  const baseline = SEEDS.map((seed, i) => plainOutcome('baseline', seed, BASE[i]!));
  const arms = Object.entries(effects).flatMap(([arm, differences]) => differences.map((difference, i) => plainOutcome(arm, SEEDS[i]!, BASE[i]! + difference)));
  return [...baseline, ...arms];
}

/** Student's density with 4 degrees of freedom is 3/8 · (1 + t²/4)^(−5/2); beyond t by Simpson's rule in 1/t. */
function tail4(t: number): number {
  const pieces = 20_000;
  const f = (u: number) => (u === 0 ? 0 : (3 / 8) * (1 + 1 / (4 * u * u)) ** -2.5 / (u * u));
  let sum = 0;
  for (let i = 0; i <= pieces; i++) sum += (i === 0 || i === pieces ? 1 : i % 2 === 1 ? 4 : 2) * f((i / pieces) * (1 / t));
  return (2 * sum) / (3 * pieces * t);
}

describe('the verdict on a trick', () => {
  const effects = {
    good: [0.021, 0.025, 0.019, 0.023, 0.022],
    bad: [-0.031, -0.025, -0.029, -0.033, -0.022],
    unclear: [0.021, -0.025, 0.019, 0.003, 0.002],
    borderline: [0.01, 0.025, 0.03, 0.003, 0.012],
  };
  const plan = planOf(Object.keys(effects), SEEDS);
  const rows = judge(catalogue, plan, outcomesFor(effects));

  it('follows from paired differences and Holm’s correction', () => {
    const plain = Object.values(effects).map((differences) => {
      const mean = differences.reduce((sum, d) => sum + d, 0) / 5;
      const variance = differences.reduce((sum, d) => sum + (d - mean) ** 2, 0) / 4;
      return { mean, half: 2.776445 * Math.sqrt(variance / 5), p: tail4(Math.abs(mean) / Math.sqrt(variance / 5)) };
    });
    const [good, bad, unclear, borderline] = plain as [(typeof plain)[0], (typeof plain)[0], (typeof plain)[0], (typeof plain)[0]];
    rows.forEach(({ effect }, i) => {
      expect(effect!.mean).toBeCloseTo(plain[i]!.mean, 12);
      expect([effect!.low, effect!.high]).toEqual([expect.closeTo(plain[i]!.mean - plain[i]!.half, 7), expect.closeTo(plain[i]!.mean + plain[i]!.half, 7)]);
      expect(effect!.p).toBeCloseTo(plain[i]!.p, 8);
    });
    // In the order of their p: good, bad, borderline, unclear.
    expect(good.p < bad.p && bad.p < borderline.p && borderline.p < unclear.p).toBe(true);
    expect(rows.map(({ p }) => p)).toEqual([4 * good.p, Math.max(4 * good.p, 3 * bad.p), unclear.p, 2 * borderline.p].map((p) => expect.closeTo(p, 8) as number));
  });

  it('agrees with the interval, and is more careful than it', () => {
    expect(rows.map(({ verdict }) => verdict)).toEqual(['helps', 'hurts', 'cannot tell', 'cannot tell']);
    const borderline = rows[3]!;
    expect(borderline.effect!.low).toBeGreaterThan(0);
    expect(borderline.p).toBeGreaterThan(0.05);
  });

  it('tells which effect could have been seen', () => {
    const [good, , unclear] = rows;
    expect(unclear!.smallest! / good!.smallest!).toBeCloseTo(unclear!.effect!.deviation / good!.effect!.deviation, 9);
    // Above what the shortcut t₁₋α/₂ + t₀.₈ gives at the level 0.05/4: (4.31 + 0.94) · s / √5.
    expect(good!.smallest! / good!.effect!.deviation).toBeGreaterThan((4.31 + 0.94) / Math.sqrt(5));
  });

  it('waits for all pairs', () => {
    const most = outcomesFor(effects).filter(({ arm, seed }) => arm !== 'good' || seed !== 3);
    const [good, bad] = judge(catalogue, plan, most);
    expect(good).toMatchObject({ verdict: 'waiting', p: 1, effect: { n: 4 } });
    expect(bad!.verdict).toBe('hurts');
    expect(judge(catalogue, plan, []).every(({ verdict, effect }) => verdict === 'waiting' && effect === undefined)).toBe(true);
  });
});

describe('runs that did not finish', () => {
  const unmeasured = ({ dev: _, ...rest }: Outcome): Outcome => rest;
  const lastOf = (arm: string, change: Partial<Outcome>) =>
    outcomesFor({ good: [0.021, 0.025, 0.019, 0.023, 0.022] }).map((one): Outcome => {
      if (one.arm !== arm || one.seed !== 5) return one;
      return { ...unmeasured(one), ...change };
    });

  it('count as guessing where they diverged', () => {
    // Ten classes.
    const [row] = judge(catalogue, planOf(['good'], SEEDS), lastOf('good', { end: 'diverged' }));
    expect(row).toMatchObject({ verdict: 'cannot tell', diverged: 1, lost: 0 });
    expect(row!.effect!.mean).toBeCloseTo((0.021 + 0.025 + 0.019 + 0.023 + (0.1 - 0.795)) / 5, 12);
    expect(row!.timeRatio).toBe(1);
  });

  it.each(['good', 'baseline'])('leave a pair out where %s was lost', (arm) => {
    const [row] = judge(catalogue, planOf(['good'], SEEDS), lastOf(arm, { end: 'lost', reason: 'The worker died.' }));
    expect(row).toMatchObject({ verdict: 'helps', diverged: 0, lost: 1, effect: { n: 4 } });
  });

  it('are told apart by what the engine says', () => {
    for (const worst of [NaN, 4000]) {
      const log = Object.assign(Object.create(ObjectiveLog.prototype) as object, { worst }) as unknown as ObjectiveLog;
      expect(hasDiverged(log.verdict(100)!)).toBe(true);
    }
    expect(hasDiverged('The worker broke down')).toBe(false);
  });
});

describe('the cost in time', () => {
  it('is the median over the pairs', () => {
    const seconds = [11, 30, 12, 14, 13];
    const outcomes = outcomesFor({ slow: [0, 0, 0, 0, 0] }).map((one) => (one.arm === 'slow' ? { ...one, seconds: seconds[one.seed - 1]! } : one));
    expect(judge(catalogue, planOf(['slow'], SEEDS), outcomes)[0]!.timeRatio).toBeCloseTo(1.3, 12);
  });
});

describe('a checklist of things that do nothing', () => {
  /** mulberry32 */
  function generator(seed: number): () => number {
    let state = seed;
    return () => {
      state = (state + 0x6d2b79f5) | 0;
      let t = Math.imul(state ^ (state >>> 15), 1 | state);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
  }
  const uniform = generator(20260101);
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const ARMS = Array.from({ length: 15 }, (_, i) => `arm ${i}`);
  const plan = planOf(ARMS, SEEDS);

  it.each([
    ['normal accuracies', () => ({ accuracy: 0.85 + 0.01 * normal(), samples: 2000 })],
    [
      'accuracies of 400 samples around a level that differs from run to run',
      () => {
        const level = 0.85 + 0.01 * normal();
        let right = 0;
        for (let i = 0; i < 400; i++) if (uniform() < level) right++;
        return { accuracy: right / 400, samples: 400 };
      },
    ],
    [
      'coarse accuracies of 40 samples, often alike',
      () => {
        let right = 0;
        for (let i = 0; i < 40; i++) if (uniform() < 0.97) right++;
        return { accuracy: right / 40, samples: 40 };
      },
    ],
  ])('seldom calls any of fifteen helpful or harmful in 200 lists of %s', (_, draw) => {
    let calls = 0;
    let lists = 0;
    for (let list = 0; list < 200; list++) {
      const outcomes = ['baseline', ...ARMS].flatMap((arm) =>
        SEEDS.map((seed) => {
          const { accuracy, samples } = draw();
          return plainOutcome(arm, seed, accuracy, { dev: { loss: 1, accuracy, samples } });
        }),
      );
      const called = judge(catalogue, plan, outcomes).filter(({ verdict }) => verdict === 'helps' || verdict === 'hurts').length;
      calls += called;
      if (called > 0) lists++;
    }
    // Any call in a list, and calls among all cases.
    expect(lists / 200).toBeLessThanOrEqual(0.07);
    expect(calls / (200 * ARMS.length)).toBeLessThanOrEqual(0.07);
  });

  it('seldom calls a single comparison either', () => {
    let calls = 0;
    for (let i = 0; i < 2000; i++) {
      const outcomes = ['baseline', 'arm 0'].flatMap((arm) => SEEDS.map((seed) => plainOutcome(arm, seed, 0.85 + 0.01 * normal())));
      if (judge(catalogue, planOf(['arm 0'], SEEDS), outcomes)[0]!.verdict !== 'cannot tell') calls++;
    }
    expect(calls / 2000).toBeLessThanOrEqual(0.07);
    expect(calls / 2000).toBeGreaterThan(0.03);
  });
});
