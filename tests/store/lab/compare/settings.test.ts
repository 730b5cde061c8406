import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../../src/catalogue';
import { readLink } from '../../../../src/core/permalink';
import { differingSettings } from '../../../../src/store/lab/compare/settings';

const differences = (...links: string[]) =>
  differingSettings(
    catalogue,
    links.map((link) => readLink(catalogue, link).experiment),
  ).map(({ label, texts }) => [label, ...texts]);

describe('settings that differ', () => {
  it('are none of the same experiment', () => {
    expect(differences('#v=1', '#v=1')).toEqual([]);
  });

  it('are named by their labels, in the order data, model, tricks, run', () => {
    expect(differences('#v=1', '#v=1&lr=0.1&data.size=1280&model.width=8&ls')).toEqual([
      ['Training samples', expect.any(String), '1280'],
      ['Width', '16', '8'],
      ['Label smoothing', 'off', 'on'],
      ['Learning rate', '0.05', '0.1'],
    ]);
  });

  it('tell what is unusual of a trick that only one run has', () => {
    expect(differences('#v=1', '#v=1&ls.epsilon=0.3')).toEqual([['Label smoothing', 'off', 'on (ε 0.3)']]);
  });

  it('give a field of a trick its own column where those that have it differ', () => {
    expect(differences('#v=1', '#v=1&ls.epsilon=0.3', '#v=1&ls')).toEqual([
      ['Label smoothing', 'off', 'on', 'on'],
      ['Label smoothing: ε', undefined, '0.3', '0.1'],
    ]);
  });

  it('are one entry where one trick takes the place of another, or one model that of another', () => {
    expect(differences('#v=1', '#v=1&adam')[0]).toEqual(['Optimizer', 'Nesterov momentum', 'Adam']);
    expect(differences('#v=1&model=mlp', '#v=1&model=cnn&model.width=8')).toEqual([['Model', expect.stringMatching(/MLP/), 'CNN (width 8)']]);
  });

  it('never tell what a hunt hides', () => {
    const { experiment } = readLink(catalogue, '#v=1');
    const hunting = (place: number, hunt: number) => ({ ...experiment, plants: { bugs: { [Object.keys(catalogue.plants!)[place]!]: {} }, hunt } });
    const hidden = differingSettings(catalogue, [hunting(0, 1), experiment]);
    expect(hidden.map(({ label, texts }) => [label, ...texts])).toEqual([['Bugs', 'hidden', undefined]]);
    expect(differingSettings(catalogue, [hunting(0, 1), hunting(1, 2)])).toEqual([]);
  });
});
