/** Sees to it that `node_modules` holds what package-lock.json asks for. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fail, root, run } from './processes.mjs';

const OLDEST_NODE = [20, 19];

/** Ends with a sentence where Node is too old; installs the packages where they are absent or are not those of the lock file. Prints on stderr only. */
export async function ensureInstalled() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
    fail(`Grimoire needs Node ${OLDEST_NODE.join('.')} or newer, and this is ${process.versions.node}. Get it from https://nodejs.org.`);
  }
  if (isInstalled()) return;
  console.error('Installing the packages of package-lock.json …');
  const args = ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund']; // no package here needs a script to work
  /** @type {Parameters<typeof run>[2]} */
  const options = { stdio: ['ignore', 2, 2], shell: process.platform === 'win32' }; // stdout may be somebody's pipe
  const npm = process.env.npm_execpath;
  const code = npm?.endsWith('.js') ? await run(process.execPath, [npm, ...args], { ...options, shell: false }) : await run('npm', args, options);
  if (code !== 0) fail('The packages could not be installed (npm ci failed, see above). Is there a network? Then run the command again.');
}

/** Compares contents, not times: a checkout or a restored cache gives files any time. Packages for other platforms are optional and may be absent. */
function isInstalled() {
  const hidden = path.join(root, 'node_modules', '.package-lock.json'); // npm writes it last, so an interrupted install has none
  if (!existsSync(hidden)) return false;
  const wanted = Object.entries(packagesOf(path.join(root, 'package-lock.json')));
  const present = packagesOf(hidden);
  return wanted.every(([where, { version, optional, devOptional }]) => where === '' || optional || devOptional || present[where]?.version === version);
}

/** @param {string} file @returns {Record<string, { version: string, optional?: boolean, devOptional?: boolean }>} */
function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}
