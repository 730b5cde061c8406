import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { share } from '../../../src/cli/shared/process-pool';
import type { Upper } from './upper-case';

// What is started is this very program, which here is vitest.
const program = process.argv[1]!;
beforeEach(() => {
  process.argv[1] = fileURLToPath(new URL('upper-case.mjs', import.meta.url));
});
afterAll(() => {
  process.argv[1] = program;
});

const lost = (word: string, code: number | null): Upper => ({ word: `${word}: ${code}`, process: 0 });

it('has every task done once, by as many processes as asked for', async () => {
  const results: (Upper & { readonly of: string })[] = [];
  await share(['a', 'b', 'c', 'd', 'e', 'f'], 2, (upper: Upper, of) => void results.push({ ...upper, of }));
  expect(results.map(({ word, of }) => `${of}${word}`).sort()).toEqual(['aA', 'bB', 'cC', 'dD', 'eE', 'fF']);
  expect(new Set(results.map((one) => one.process)).size).toBeLessThanOrEqual(2);
});

it('starts no process for no tasks', async () => {
  process.argv[1] = 'nowhere';
  await share([], 2, () => expect.unreachable());
});

it('goes on where a process died over a task', async () => {
  const words: string[] = [];
  await share(['a', 'fatal', 'b'], 1, ({ word }: Upper) => void words.push(word), lost);
  expect(words).toEqual(['A', 'fatal: 7', 'B']);
});

it('ends with an error where no result can stand for that', async () => {
  const words: string[] = [];
  await expect(share(['a', 'fatal', 'b'], 1, ({ word }: Upper) => void words.push(word))).rejects.toThrow('A process ended with code 7');
  expect(words).toEqual(['A']);
});

it('ends with an error where a process cannot even begin', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'grimoire-pool-'));
  process.argv[1] = join(folder, 'stillborn.mjs');
  await writeFile(process.argv[1], 'process.exit(3);');
  await expect(share(['a'], 1, () => expect.unreachable(), lost)).rejects.toThrow('A process ended with code 3 before its first task');
  await rm(folder, { recursive: true });
});

it('ends with the error of who takes the results', async () => {
  const full = () => Promise.reject(new Error('The disk is full'));
  await expect(share(['a'], 1, full)).rejects.toThrow('The disk is full');
});
