import { describe, expect, it } from 'vitest';
import { ageText, agoText, devEstimate, epochsText, secondsLeft, seedlessLink, statusText, titleOf } from '../../../../src/store/lab/table/facts';
import { aTrial, aWaitingTrial } from './trials';

describe('a trial in words', () => {
  it('is called by its label, or else by what it changes', () => {
    expect(titleOf(aTrial('1', 0.5, { name: '+mixup' }))).toBe('+mixup');
    expect(titleOf(aTrial('1', 0.5, { name: '+mixup', label: 'champion' }))).toBe('champion');
  });

  it('says where it stands', () => {
    expect(statusText(aWaitingTrial('1'))).toBe('waiting');
    expect(statusText(aTrial('1', 0.5, { status: 'waiting', step: 50 }))).toBe('waiting to go on from 25\u00a0%');
    expect(statusText(aTrial('1', 0.5, { status: 'running', step: 199 }))).toBe('training, 99\u00a0%');
    expect(statusText(aTrial('1', 0.5, { status: 'stopped', step: 0 }))).toBe('never begun');
    expect(statusText(aTrial('1', 0.5))).toBe('finished');
  });

  it('says how long it is, and how long it still takes', () => {
    expect(epochsText(aTrial('1', 0.5))).toBe('5');
    expect(epochsText(aTrial('1', 0.5, { step: 50 }))).toBe('1.3 of 5');
    expect(epochsText(aWaitingTrial('1'))).toBe('0 of 5');
    expect(secondsLeft(aTrial('1', 0.5, { step: 50, seconds: 10 }))).toBe(30);
    expect(secondsLeft(aWaitingTrial('1'))).toBeUndefined();
  });

  it('says how old it is', () => {
    const now = Date.UTC(2026, 10, 21);
    const minute = 60_000;
    expect([0.5, 5.9, 59, 61, 60 * 25, 60 * 49].map((minutes) => ageText(now - minutes * minute, now))).toEqual(['just now', '5 min', '59 min', '1 h', '1 day', '2 days']);
    expect(ageText(Date.UTC(2026, 8, 1), now)).toBe('2026-09-01');
    expect([now, now - 5 * minute, Date.UTC(2026, 8, 1)].map((created) => agoText(created, now))).toEqual(['just now', '5 min ago', 'on 2026-09-01']);
  });

  it('has trained nothing where it failed before its steps were counted', () => {
    const failed = aWaitingTrial('1', { status: 'failed', steps: 0, stepsPerEpoch: 0 });
    expect(epochsText(failed)).toBe('0 of 5');
    expect(statusText({ ...failed, status: 'running' })).toBe('training, 0\u00a0%');
  });
});

it('there is no accuracy before the first evaluation', () => {
  expect(devEstimate(aWaitingTrial('1'))).toBeUndefined();
});

it('links that differ in their seed alone are the same without it', () => {
  const link = (text: string) => aTrial('1', 0.5, {}, text);
  expect(seedlessLink(link('#v=1&seed=7&ls'))).toBe(seedlessLink(link('#v=1&ls')));
  expect(seedlessLink(link('#v=1&data.seed=7'))).toBe('#v=1&data.seed=7');
});
