/**
 * `npm test`: all checks, in the order of what they cost, up to the first that fails.
 *
 *     node scripts/test.mjs [stage …] [arguments of the last stage's tool]        such as   npm run test:unit -- tests/core
 *
 * `npm run test:all` does the same with every pair of tricks in place of a sample.
 *
 * The last line printed is `N passed, N failed`: unit and browser tests together. A stage that fails in another way counts as one failure.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build, buildIfStale } from './lib/build.mjs';
import { ensureChromium } from './lib/chromium.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { runPackage } from './lib/processes.mjs';

/** @typedef {{ code: number, passed?: number, failed?: number, skipped?: number }} Outcome */

const reports = mkdtempSync(path.join(tmpdir(), 'grimoire-test-'));
process.on('exit', () => rmSync(reports, { recursive: true, force: true }));

/** @type {Record<string, { title: string, check: (args: readonly string[]) => Promise<Outcome> }>} */
const STAGES = {
  typecheck: { title: 'Type check', check: async (args) => ({ code: await runPackage('typescript', ['-p', '.', ...args], { command: 'tsc' }) }) },
  lint: { title: 'Lint', check: async (args) => ({ code: await runPackage('eslint', ['.', '--max-warnings', '0', ...args]) }) },
  unit: { title: 'Unit tests', check: unitTests },
  build: { title: 'Build', check: async () => (await build(), { code: 0 }) },
  e2e: { title: 'Browser tests', check: browserTests },
};

/** @param {readonly string[]} args @returns {Promise<Outcome>} */
async function unitTests(args) {
  const file = path.join(reports, 'unit.json');
  const code = await runPackage('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...args]);
  const report = readReport(file);
  return { code, passed: report?.numPassedTests, failed: report?.numFailedTests, skipped: report?.numPendingTests };
}

/** @param {readonly string[]} args @returns {Promise<Outcome>} */
async function browserTests(args) {
  await buildIfStale();
  const file = path.join(reports, 'browser.json');
  const env = { CHROME_PATH: await ensureChromium(), PLAYWRIGHT_JSON_OUTPUT_FILE: file };
  const code = await runPackage('@playwright/test', ['test', '--reporter=list,json', ...args], { command: 'playwright', env });
  const stats = readReport(file)?.stats;
  return { code, passed: stats && stats.expected + stats.flaky, failed: stats?.unexpected, skipped: stats?.skipped };
}

/** @param {string} file @returns the report, or undefined where the tool ended before it wrote one */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

const started = Date.now();
const args = process.argv.slice(2).filter((arg) => arg !== '--all');
if (process.argv.includes('--all')) process.env['ALL_PAIRS'] = '1';
const firstOther = args.findIndex((arg) => !(arg in STAGES));
const named = firstOther === -1 ? args : args.slice(0, firstOther);
const stages = named.length > 0 ? named : Object.keys(STAGES);

await ensureInstalled();
const total = { passed: 0, failed: 0, skipped: 0 };
for (const name of stages) {
  const stage = /** @type {STAGES[string]} */ (STAGES[name]);
  const begun = Date.now();
  console.log(`\n── ${stage.title} ──`);
  const { code, passed = 0, failed = 0, skipped = 0 } = await stage.check(name === stages.at(-1) ? args.slice(named.length) : []);
  total.passed += passed;
  total.failed += code === 0 ? failed : Math.max(failed, 1);
  total.skipped += skipped;
  console.log(`${stage.title}: ${code === 0 ? 'passed' : 'FAILED'} in ${seconds(begun)}`);
  if (code !== 0) {
    process.exitCode = 1;
    break;
  }
}
console.log(`\n${process.exitCode ? 'Stopped' : 'Done'} after ${seconds(started)}${total.skipped > 0 ? `; ${total.skipped} tests skipped` : ''}`);
console.log(`${total.passed} passed, ${total.failed} failed`);

/** @param {number} since */
function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}
