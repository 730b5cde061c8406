import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue';
import { readLink } from '../../../src/core/permalink';
import type { GapId } from '../../../src/diagnose/ladder/gaps';
import { findProblem } from '../../../src/store/problem';
import { apply, remediesFor } from '../../../src/ui/bias/remedies';

const experimentOf = (link: string) => readLink(catalogue, link).experiment;
const remedies = (link: string, gap: GapId) => remediesFor(catalogue, experimentOf(link), gap);
const changes = (link: string, gap: GapId) => remedies(link, gap).map(({ change }) => change);

describe('remedies', () => {
  it('say what they will change, and what it costs', () => {
    expect(changes('', 'bias')[0]).toMatch(/^width 16→32, parameters [\d,]+→[\d,]+$/);
    expect(changes('', 'bias')).toContain('epochs 5→10');
    expect(changes('', 'variance')[0]).toBe('training samples 10000→20000');
    expect(changes('', 'variance')).toContain('+weight decay');
    expect(changes('', 'overfit')).toEqual(['data seed 1→2']);
    expect(changes('#v=1&data=mnist', 'overfit')).toEqual(['dev samples 5000→10000']);
  });

  it('make the training data like those of dev where they differ', () => {
    expect(remedies('', 'mismatch').map(({ title }) => title)).not.toContain('Train on the handwriting of dev and test');
    expect(changes('#v=1&data.devStyle=b', 'mismatch')[0]).toBe('handwriting, training a→b');
    expect(changes('#v=1&data=scenes&data.backgroundBias=0.9', 'mismatch')[0]).toBe('background bias 0.9→0');
    expect(changes('#v=1&data=scenes&data.devDifficulty=0.8', 'mismatch')[0]).toBe('difficulty 0.4→0.8');
  });

  it('take away what keeps a network from fitting', () => {
    expect(changes('#v=1&model.width=128&do', 'bias').some((change) => change.startsWith('−dropout'))).toBe(true);
  });

  it('offer nothing that is on already, at its bound, or impossible', () => {
    expect(changes('#v=1&model.width=128', 'bias').some((change) => change.startsWith('width'))).toBe(false);
    expect(changes('#v=1&wd', 'variance')).not.toContain('+weight decay');
    const points = remedies('#v=1&data=points', 'variance').map(({ step }) => step);
    expect(points.some((step) => 'trick' in step && ['crop', 'affine'].includes(step.trick))).toBe(false);
    for (const link of ['', '#v=1&data=points', '#v=1&data=scenes&model=resnet', '#v=1&data=mnist&model=logistic&adamw']) {
      for (const gap of ['bias', 'variance', 'mismatch', 'overfit'] as const) {
        const experiment = experimentOf(link);
        for (const { step } of remediesFor(catalogue, experiment, gap)) expect(findProblem(catalogue, apply(catalogue, experiment, step)), JSON.stringify(step)).toBeUndefined();
      }
    }
  });
});
