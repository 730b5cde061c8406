import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ROOMS } from '../../scripts/eslint-rooms.mjs';
import { root } from '../../scripts/lib/processes.mjs';

it('the table of rooms in the README says what is enforced', () => {
  const [, chapter] = readFileSync(path.join(root, 'README.md'), 'utf8').split('\n## How it is built\n');
  const rows = chapter!.matchAll(/^\| `(?:src\/)?(\w+)(?:\.ts)?` \|.*\| ([^|]*) ?\|$/gm);
  const table = [...rows].map(([, room, list]) => {
    const may = list!.split(',').map((one) => one.trim().replace(/^types of (\w+)$/, '$1:types'));
    return [room, may.filter((one) => one !== '').sort()];
  });
  expect(Object.fromEntries(table)).toEqual(Object.fromEntries(Object.entries(ROOMS).map(([room, { may }]) => [room, [...may].sort()])));
});
