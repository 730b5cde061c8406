import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue';
import { readLink } from '../../src/core/permalink';
import { describeDifference, nameRun } from '../../src/store/run-name';

const from = (link: string) => readLink(catalogue, link).experiment;
const difference = (before: string, after: string) => describeDifference(catalogue, from(before), from(after));

describe('a run is named', () => {
  it('by data and model where there is none before', () => {
    expect(nameRun(catalogue, undefined, from(''))).toBe('Handwritten characters · CNN');
  });

  it('by the tricks that came and went, and by the rate', () => {
    expect(difference('', '#ls&warmup=off&lr=0.1')).toEqual(['+label smoothing', '−warm-up', 'lr 0.05→0.1']);
  });

  it('by an optimizer or a schedule that took the place of another', () => {
    expect(difference('', '#adam&constant').sort()).toEqual(['Nesterov momentum→Adam', 'cosine annealing→constant rate']);
  });

  it('by settings of data, model and tricks, but not by those of something new', () => {
    expect(difference('#ls', '#data.difficulty=0.6&model.width=8&ls.epsilon=0.2')).toEqual(['difficulty 0.3→0.6', 'width 16→8', 'label smoothing ε 0.1→0.2']);
    expect(difference('', '#model=mlp&model.width=8')).toEqual(['CNN→MLP']);
  });

  it('briefly, however much differs', () => {
    expect(nameRun(catalogue, from(''), from('#epochs=1&batch=64&lr=1&seed=2&ls'))).toBe('+label smoothing, epochs 5→1, batch 128→64 and 2 more');
    expect(nameRun(catalogue, from(''), from(''))).toBe('the same again');
  });
});
