/** Builds `dist`, or leaves it alone where it is newer than everything it is made from. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fail, root, runPackage } from './processes.mjs';

const SOURCES = ['src', 'workers', 'public', 'index.html', 'vite.config.ts', 'tsconfig.json', 'package-lock.json'];

/** @returns {Promise<void>} after a build that succeeded; ends the process otherwise */
export async function build() {
  const code = await runPackage('vite', ['build', '--logLevel', 'warn']);
  if (code !== 0) fail('The build failed, see above.');
}

export async function buildIfStale() {
  const page = path.join(root, 'dist', 'index.html');
  if (existsSync(page) && statSync(page).mtimeMs > Math.max(...SOURCES.map((source) => newest(path.join(root, source))))) return;
  console.log('Building …');
  await build();
}

/** The last change of a file, or of anything in a folder; a folder's own time tells of removed files. @param {string} file @returns {number} ms */
function newest(file) {
  if (!existsSync(file)) return 0;
  const { mtimeMs } = statSync(file);
  if (!statSync(file).isDirectory()) return mtimeMs;
  return Math.max(mtimeMs, ...readdirSync(file).map((name) => newest(path.join(file, name))));
}
