import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { appendLine, openLines } from '../../../src/cli/shared/json-lines';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'grimoire-lines-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Entry {
  readonly id: number;
}
const isEntry = (value: unknown): value is Entry => typeof (value as Partial<Entry> | undefined)?.id === 'number';

it('opens a file that is not there yet, in a folder that is not there either', async () => {
  const file = join(folder, 'new', 'lines.jsonl');
  expect(await openLines(file, isEntry)).toEqual([]);
  await appendLine(file, { id: 1 });
  await appendLine(file, { id: 2 });
  expect(await readFile(file, 'utf8')).toBe('{"id":1}\n{"id":2}\n');
  expect(await openLines(file, isEntry)).toEqual([{ id: 1 }, { id: 2 }]);
});

it('passes over what is no entry, and a torn line takes no later one with it', async () => {
  const file = join(folder, 'torn.jsonl');
  await appendFile(file, '{"id":1}\nnull\n{"name":"a"}\n\n{"id":2}\n{"id"');
  expect(await openLines(file, isEntry)).toEqual([{ id: 1 }, { id: 2 }]);
  await appendLine(file, { id: 3 });
  expect(await openLines(file, isEntry)).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
});
