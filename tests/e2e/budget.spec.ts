import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from './support/fixtures';

const LIMIT_KB = 300;
const dist = path.resolve('dist');

/** Part of a warning of tfjs-core's engine; minifiers keep strings. */
const TFJS_MARK = 'Reusing existing backend factory';

const read = (file: string): string => readFileSync(path.join(dist, file), 'utf8');

/** The page and all that it loads before it starts anything: scripts with their static imports, preloads, style sheets and icons. */
function shell(): string[] {
  const files = new Set(['index.html']);
  for (const file of files) {
    const references =
      file === 'index.html'
        ? read(file).matchAll(/<(?:script|link)\b[^>]*\b(?:src|href)="([^"]+)"/g)
        : file.endsWith('.js')
          ? read(file).matchAll(/(?:^|[;}\s])(?:import|export)\b(?:[^'"`();]*\bfrom)?\s*["']([^"']+)["']/g)
          : [];
    for (const [, reference] of references) if (reference) files.add(path.join(path.dirname(file), reference));
  }
  return [...files];
}

test(`the page shell is at most ${LIMIT_KB} kB gzipped and holds no tfjs`, () => {
  const files = shell();
  const sizes = files.map((file) => ({ file, kB: gzipSync(readFileSync(path.join(dist, file))).length / 1000 }));
  const total = sizes.reduce((sum, { kB }) => sum + kB, 0);
  console.log(`page shell: ${total.toFixed(0)} kB gzipped in ${files.length} files`);
  expect(files.filter((file) => file.endsWith('.js')).length, 'scripts found from index.html').toBeGreaterThan(0);
  expect(total, sizes.map(({ file, kB }) => `${file} ${kB.toFixed(1)} kB`).join('\n')).toBeLessThanOrEqual(LIMIT_KB);
  expect(files.filter((file) => read(file).includes(TFJS_MARK)), 'files of the shell that hold tfjs').toEqual([]);

  // The mark is worth something only if it is where tfjs is.
  const others = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js') && !files.includes(file));
  expect(others.filter((file) => read(file).includes(TFJS_MARK)).length, 'other scripts that hold tfjs').toBeGreaterThan(0);
});
