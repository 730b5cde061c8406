/** Running other programs from our scripts. Plain Node: these files run before anything is installed. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

/** The folder that holds package.json. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Runs a program in the project's folder and waits for its end.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string | undefined>, stdio?: import('node:child_process').StdioOptions, shell?: boolean }} [options]
 * @returns {Promise<number>} its exit code; 127 where it could not be started, 130 where a signal ended it
 */
export function run(program, args, { env = {}, stdio = 'inherit', shell = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, env: { ...process.env, ...env }, stdio, shell });
    child.on('error', () => resolve(127));
    child.on('exit', (code) => resolve(code ?? 130));
  });
}

/**
 * Runs the command of an installed package with this very Node, which also works where `.bin` holds no links (Windows).
 * @param {string} name of the package, which is also the name of its command unless `command` says otherwise
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2] & { command?: string }} [options]
 */
export function runPackage(name, args, { command = name, ...options } = {}) {
  const folder = path.join(root, 'node_modules', name);
  const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const script = path.join(folder, typeof bin === 'string' ? bin : bin[command]);
  return run(process.execPath, [script, ...args], options);
}

/** @param {string} sentence what went wrong and what to do about it; ends the process with code 1 @returns {never} */
export function fail(sentence) {
  console.error(`\n${sentence}`);
  process.exit(1);
}
