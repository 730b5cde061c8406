import { describe, expect, it } from 'vitest';
import { judge } from '../../../src/core/result-link/judge';
import type { RecordedRun } from '../../../src/core/result-link/recorded';
import { differingKeys, joinSettings, settingsDifference } from '../../../src/core/result-link/settings';
import { someRun } from './some-runs';

const dev = (correct: number, samples = 1000) => ({ loss: 0.1, accuracy: correct / samples, samples });
const recorded = someRun(2, 10, { dev: dev(973) });
const run = (change: Partial<RecordedRun> = {}): RecordedRun => ({ ...recorded, exact: 'ffffffffffffffff', train: { ...recorded.train, loss: 1 }, ...change });

describe('a run made again', () => {
  it('with not a bit of difference is identical, and says at how many evaluations', () => {
    const { outcome, sentence, differences } = judge(recorded, recorded);
    expect(outcome).toBe('identical');
    expect(sentence).toBe('Reproduced bit for bit: the same metrics at all 10 evaluations and at the end. 97.3 % against 97.3 % (95 % interval 96.1 – 98.1 %).');
    expect(differences).toEqual([]);
  });

  it('that was paused on the way, and so measured more often, has the same metrics in the end', () => {
    expect(judge(recorded, { ...recorded, exact: '1111111111111111' })).toMatchObject({ outcome: 'identical', sentence: expect.stringMatching(/^Reproduced: bit for bit the same metrics in the end\./) as string });
    // A link keeps losses in 32 bits.
    const loss = 1 / 3;
    const kept = { ...recorded, dev: { ...recorded.dev, loss: Math.fround(loss) } };
    expect(judge(kept, { ...recorded, dev: { ...recorded.dev, loss } }).outcome).toBe('identical');
  });

  it('is reproduced inside the interval of Wilson, and not outside', () => {
    // By the textbook formula: of 973 in 1,000 it reaches from 96.10 % to 98.14 %.
    const p = 0.973;
    const z2 = 1.959964 ** 2;
    const half = (1.959964 * Math.sqrt((p * (1 - p)) / 1000 + z2 / 4e6)) / (1 + z2 / 1000);
    const centre = (p + z2 / 2000) / (1 + z2 / 1000);
    expect([centre - half, centre + half].map((bound) => Number(bound.toFixed(4)))).toEqual([0.961, 0.9814]);
    expect(judge(recorded, run({ dev: dev(974) }))).toEqual({ outcome: 'reproduced', sentence: 'Reproduced: 97.4 % against 97.3 % (95 % interval 96.1 – 98.1 %).', differences: [] });
    expect([960, 961, 962, 981, 982].map((correct) => judge(recorded, run({ dev: dev(correct) })).outcome)).toEqual(['different', 'different', 'reproduced', 'reproduced', 'different']);
    expect(judge(recorded, run({ dev: dev(912) }))).toMatchObject({ outcome: 'different', sentence: 'Not reproduced: 91.2 % against 97.3 % (95 % interval 96.1 – 98.1 %).' });
  });

  it('by another device or other kernels may be reproduced, and says what differs', () => {
    const backend = { id: 'webgpu', safeMode: false, device: 'WebGPU, nvidia hopper', kernels: 7 } as const;
    const other = judge(recorded, run({ backend }));
    expect(other.outcome).toBe('reproduced');
    expect(other.differences).toEqual([expect.stringMatching(/^It was computed by another device: WebGPU, nvidia hopper here, WebAssembly, 1 thread there\./)]);
    const kernels = judge({ ...recorded, backend: { ...backend, kernels: 8 } }, run({ backend }));
    expect(kernels.differences).toEqual([expect.stringMatching(/^Other kernels were chosen/)]);
  });

  it.each([
    ['data', { data: 'fedcba9876543210' }, /The data are not the same/],
    ['seed', { settings: recorded.settings.replace('seed=2', 'seed=3') }, /^The seed is not the same/],
    ['settings', { settings: `${recorded.settings}&batch=64&mixup` }, /^Settings that are not the same: batch, mixup\.$/],
    ['steps', { steps: 181, step: 181 }, /^The length is not the same: 181 steps here, 180 there\.$/],
    ['dev set', { dev: dev(486, 500) }, /^The dev set is not the same: 500 samples here, 1,000 there\.$/],
  ])('with other %s is no reproduction', (_, change, difference) => {
    const { outcome, sentence, differences } = judge(recorded, run(change));
    expect(outcome).toBe('incomparable');
    expect(sentence).toMatch(/^Not the same experiment, so this is no reproduction: 97\.\d % against 97\.3 %/);
    expect(differences).toEqual([expect.stringMatching(difference)]);
  });

  it('whose settings could not all be read is none either', () => {
    expect(judge(recorded, run(), ['"teleport" is not a setting of this experiment'])).toMatchObject({
      outcome: 'incomparable',
      differences: ['A setting could not be read here: "teleport" is not a setting of this experiment.'],
    });
  });

  it('is not judged by data whose fingerprint nobody knows', () => {
    expect(judge({ ...recorded, data: '' }, run({ dev: dev(974) })).outcome).toBe('reproduced');
  });

  it('fails as the recorded one did, or does not', () => {
    const failed = { status: 'failed', step: 12 } as const;
    expect(judge(run(failed), run({ ...failed, step: 14 }))).toMatchObject({ outcome: 'reproduced', sentence: 'Reproduced: it failed here as well, after 14 steps; there after 12.' });
    expect(judge(run(failed), run())).toMatchObject({ outcome: 'different', sentence: expect.stringMatching(/the recorded run failed, and this one did not/) as string });
    expect(judge(run(), run(failed))).toMatchObject({ outcome: 'different', sentence: expect.stringMatching(/this run failed/) as string });
  });

  it('is compared where a recorded one was stopped', () => {
    const part = run({ status: 'stopped', step: 100, evaluations: recorded.evaluations.slice(0, 5), dev: recorded.evaluations[4]!.dev, train: recorded.evaluations[4]!.train });
    expect(judge(part, recorded)).toMatchObject({ outcome: 'identical', sentence: expect.stringMatching(/^Reproduced: bit for bit/) as string });
    expect(judge(part, { ...recorded, evaluations: recorded.evaluations.filter(({ step }) => step !== 80) })).toMatchObject({ outcome: 'incomparable' });
    expect(judge(recorded, run({ status: 'stopped' }))).toMatchObject({ outcome: 'incomparable', sentence: 'Stopped before its end, so it cannot be compared.' });
  });

  it('without an accuracy is never reproduced', () => {
    expect(judge(recorded, run({ dev: { loss: NaN, accuracy: NaN, samples: 1000 } })).outcome).toBe('different');
  });
});

describe('the difference between two links', () => {
  it.each([
    ['v=1', 'v=1&lr=0.1', 'lr=0.1'],
    ['v=1&adam&lr=0.1', 'v=1&lr=0.2', '-adam&lr=0.2'],
    ['v=1&ls.epsilon=0.2', 'v=1&ls.epsilon=0.2', ''],
    ['v=1&model.width=8&warmup=off', 'v=1&model.width=8', '-warmup'],
  ])('of %s and %s is written and undone', (first, other, difference) => {
    expect(settingsDifference(first, other)).toBe(difference);
    expect(joinSettings(first, difference).split('&').sort()).toEqual(other.split('&').sort());
  });

  it('names the keys', () => {
    expect(differingKeys('v=1&adam&lr=0.1', 'v=1&lr=0.2&se')).toEqual(['adam', 'lr', 'se']);
  });
});
