import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue';
import { readArguments, UsageError } from '../../src/cli/arguments';
import { readLink } from '../../src/core/permalink';

const read = (...argv: string[]) => readArguments(catalogue, argv);

function refusal(...argv: string[]): string {
  try {
    read(...argv);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  throw new Error(`Nothing is wrong with ${argv.join(' ')}`);
}

describe('arguments', () => {
  it('that are missing give the default experiment on wasm', () => {
    expect(read()).toEqual({ experiment: readLink(catalogue, '').experiment, backend: 'wasm', safeMode: false, json: false, findRate: false });
  });

  it('take the link as the page writes it', () => {
    const link = '#v=1&data=mnist&model=cnn&epochs=3&batch=128&seed=7&lr=0.05';
    expect(read(link).experiment).toEqual(readLink(catalogue, link).experiment);
    expect(read(`https://example.org/grimoire/${link}`).experiment).toEqual(read(link.slice(1)).experiment);
  });

  it('take the same keys by --set, the last of them wins, and options stand anywhere', () => {
    const { experiment, backend, json, safeMode, dataDir } = read('--set', 'lr=0.2', '--json', '#v=1&data=points&lr=0.1', '--set', 'lr=0.3', '--set', 'ls', '--backend', 'cpu', '--safe-mode', '--data-dir', '/data');
    expect(experiment.run.lr).toBe(0.3);
    expect(experiment.data.id).toBe('points');
    expect(Object.keys(experiment.tricks)).toContain('label-smoothing');
    expect({ backend, json, safeMode, dataDir }).toEqual({ backend: 'cpu', json: true, safeMode: true, dataDir: '/data' });
  });

  it('let a value hold an equals sign', () => {
    expect(read('--set', 'data=mnist', '--set', 'data.url=https://example.org/?a=b').experiment.data['url']).toBe('https://example.org/?a=b');
  });

  it.each([
    ['an unknown key', ['--set', 'nope=1'], /"nope" is not a setting/],
    ['an unknown key of the link', ['#v=1&nope=1'], /"nope" is not a setting/],
    ['a key that every object has', ['--set', '__proto__=1'], /"__proto__" is not a setting/],
    ['an unknown setting of a trick', ['--set', 'ls.nope=1'], /"ls\.nope" is not a setting/],
    ['a value out of bounds', ['--set', 'batch=1e9'], /Batch size should be a whole number from 1 to 4096, but "1e9"/],
    ['a value that is no number', ['--set', 'lr=NaN'], /Learning rate should be a number/],
    ['a value that is missing', ['--set', 'epochs'], /Epochs should be a number/],
    ['an unknown data set', ['#v=1&data=imagenet'], /data should be one of .*mnist.*, but "imagenet"/],
    ['a link of a version to come', ['#v=9'], /newer Grimoire/],
    ['an unknown option', ['--fast'], /no option --fast/],
    ['a second link', ['#v=1', '#v=1&lr=1'], /Only one link/],
    ['an unknown backend', ['--backend', 'cuda'], /one of auto, wasm, cpu, webgpu, but "cuda"/],
    ['--set without a setting', ['--set'], /--set needs a value/],
    ['--data-dir without a folder', ['#v=1', '--data-dir'], /--data-dir needs a value/],
    ['--backend without a name', ['--backend'], /--backend needs a value/],
    ['two optimizers', ['#v=1&adam&sgd'], /Only one optimizer/],
  ])('with %s are refused in one line', (_, argv, sentence) => {
    const text = refusal(...argv);
    expect(text).toMatch(sentence);
    expect(text).not.toContain('\n');
  });

  it('that are refused are quoted in a length that can be read', () => {
    expect(refusal('--set', `lr=${'9'.repeat(100_000)}`).length).toBeLessThan(300);
    expect(refusal('#v=1', 'x'.repeat(100_000)).length).toBeLessThan(300);
  });
});
