import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { archive } from '../../../src/export/files/archive';
import { concat, utf8 } from '../../../src/export/files/bytes';

const large = Uint8Array.from({ length: 3_000_000 }, (_, i) => (i * i) >> 7);
const FILES = [
  { name: 'a/large.bin', bytes: large },
  { name: 'ü.txt', bytes: utf8('text') },
  { name: 'empty', bytes: new Uint8Array(0) },
];

it('an archive gives back the files that were put in, with pauses on the way', async () => {
  let pauses = 0;
  const zipped = concat(await archive(FILES, () => Promise.resolve(void pauses++)));
  expect(pauses).toBe(4);
  const read = unzipSync(zipped);
  expect(Object.keys(read)).toEqual(FILES.map(({ name }) => name));
  // Not by toEqual, which takes half a minute for so many bytes.
  for (const { name, bytes } of FILES) expect(Buffer.compare(read[name]!, bytes), name).toBe(0);
});

it('an archive is right by Python’s reckoning, checksums and all', async (context) => {
  if (spawnSync('python3', ['--version']).status !== 0) context.skip('python3 is not there to read it');
  const folder = mkdtempSync(path.join(tmpdir(), 'grimoire-zip-'));
  const file = path.join(folder, 'a.zip');
  writeFileSync(file, concat(await archive(FILES, () => Promise.resolve())));
  const test = 'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip(), z.namelist(), z.read("ü.txt"))';
  expect(execFileSync('python3', ['-X', 'utf8', '-c', test, file], { encoding: 'utf8' }).trim()).toBe("None ['a/large.bin', 'ü.txt', 'empty'] b'text'");
  rmSync(folder, { recursive: true });
});
