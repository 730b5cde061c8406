import { expect, it } from 'vitest';
import { readLink } from '../../../src/core/permalink';
import { fileStem, safeName } from '../../../src/export/files/file-name';
import { tinyCatalogue } from '../../support/tiny-catalogue';

const stem = (...links: string[]) => fileStem(tinyCatalogue, links.map((link) => readLink(tinyCatalogue, `#v=1&${link}`).experiment));

it('a file is named by data, model, tricks and seed', () => {
  expect(stem('data=tiny&model=mlp&sgd&constant&warmup=off&ls&seed=3')).toBe('tiny-mlp-sgd-constant-ls-seed3');
});

it('a file of several runs is named by what they have in common', () => {
  expect(stem('data=tiny&model=mlp&sgd&constant&warmup=off&seed=3', 'data=tiny&model=cnn&sgd&constant&warmup=off&seed=4')).toBe('tiny-sgd-constant-2-runs');
  expect(stem('data=points&seed=1', 'data=tiny&seed=2', 'data=tiny&seed=3')).toMatch(/3-runs$/);
  expect(stem()).toBe('grimoire');
});

it('a name holds nothing that a system could trip over', () => {
  for (const text of ['../../etc/passwd', 'a\u0000b', 'CON: "x" | y', '.hidden', '名前', 'x'.repeat(500), '=1+1', '\u202Egpj.exe']) {
    expect(safeName(text)).toMatch(/^([A-Za-z0-9]([A-Za-z0-9.-]{0,78}[A-Za-z0-9])?)?$/);
  }
});
