/** A tiny checklist from the command line to the report, and its resumption. */
import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue';
import { planOf, readOptions, shortened } from '../../src/cli/checklist/options';
import { Results } from '../../src/cli/checklist/results';
import { readLink } from '../../src/core/permalink';
import type { Outcome } from '../../src/lab/checklist/outcomes';
import { plainOutcome } from '../lab/checklist/support';

const folders: string[] = [];
async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'grimoire-checklist-'));
  folders.push(made);
  return made;
}

afterAll(async () => {
  for (const made of folders) await rm(made, { recursive: true });
});

function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['scripts/checklist.mjs', ...args], (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, stdout, stderr }));
  });
}

describe('npm run checklist', () => {
  const TINY = '#v=1&data=points&data.size=100&epochs=1&batch=20';

  it('runs every arm, writes the report, and goes on where it was ended', async () => {
    const out = await folder();
    const args = [TINY, '--seeds', '2', '--only', 'label-smoothing,stem', '--jobs', '1', '--out', out];
    const whole = await run(...args);
    expect(whole.stderr).toContain('6/6 Label smoothing, ε 0.2 · seed 2: dev');
    expect(whole.code).toBe(0);
    expect(whole.stdout).toContain('| Label smoothing, ε 0.1 |');
    expect(whole.stdout).toMatch(/\| Stem activation, leaky ReLU \| .* \| not applicable here \|/);
    expect(await readFile(join(out, 'report.md'), 'utf8')).toBe(whole.stdout);
    expect(await readFile(join(out, 'report.html'), 'utf8')).toContain('<svg');

    // Ended while it wrote its third result.
    const file = join(out, 'results.jsonl');
    const lines = (await readFile(file, 'utf8')).split('\n');
    await writeFile(file, `${lines.slice(0, 2).join('\n')}\n${lines[2]!.slice(0, 40)}`);
    const resumed = await run(...args);
    expect(resumed.stderr).toContain('2 of 6 runs are there already.');
    expect(resumed.code).toBe(0);
    const untimed = (text: string) => text.replace(/× [\d.]+|[\d.]+ s of/g, '');
    expect(untimed(resumed.stdout)).toBe(untimed(whole.stdout));
  }, 120_000);
});

describe('the options', () => {
  it('have the article’s setting as the default', () => {
    const { experiment, seeds, jobs, quick, only } = readOptions(catalogue, []);
    expect([experiment.data.id, experiment.model['stem'], experiment.run.epochs, seeds, jobs, quick, only]).toEqual(['scenes', 'strided', 15, 5, 2, false, []]);
  });

  it('shorten a quick look, and only lengths', () => {
    const link = '#v=1&data=scenes&model=resnet&epochs=20';
    const { experiment } = readOptions(catalogue, ['--quick', link]);
    const long = readOptions(catalogue, [link]).experiment;
    expect(experiment.data['size']).toBeLessThan(long.data['size'] as number);
    expect({ ...experiment, data: { ...experiment.data, size: 0 }, run: { ...experiment.run, epochs: 0 } }).toEqual({ ...long, data: { ...long.data, size: 0 }, run: { ...long.run, epochs: 0 } });
    const short = readLink(catalogue, '#v=1&data=points&data.size=50&epochs=1').experiment;
    expect(shortened(short)).toEqual(short);
    expect(readOptions(catalogue, ['--quick']).experiment.run.lr).toBe(0.5);
  });

  it.each([
    [['--seeds', '0'], 'from 1 to'],
    [['--seeds', '2.5'], 'whole number'],
    [['--jobs', 'many'], 'whole number'],
    [['--out'], 'needs a value'],
    [['--fast'], 'no option'],
    [['#v=1', '#v=1'], 'Only one link'],
    [['#v=1&data=what'], 'data should be one of'],
    [['#v=1&data=mnist'], 'generated'],
  ])('refuse %j', (argv, sentence) => {
    expect(() => readOptions(catalogue, argv)).toThrow(sentence);
  });
});

describe('a part of the checklist', () => {
  const { experiment } = readOptions(catalogue, []);
  const armsOf = (...only: string[]) => planOf(catalogue, { experiment, seeds: 5, only }).arms.map(({ id }) => id);

  it('is named by tricks or by single trials', () => {
    expect(armsOf()).toHaveLength(15);
    expect(armsOf('label-smoothing')).toEqual(['ls', 'ls.epsilon=0.2']);
    expect(armsOf('wd.lambda=0.002', 'crop')).toEqual(['wd.lambda=0.002', 'crop.padding=2', 'crop']);
  });

  it('has to be there', () => {
    expect(() => armsOf('magic')).toThrow(/^No trick "magic" declares trials; there are .*label-smoothing/);
    expect(() => armsOf('ls.epsilon=0.3')).toThrow('None of ls.epsilon=0.3 changes the baseline; there are ls, ls.epsilon=0.2');
  });
});

describe('kept results', () => {
  it('come back, but for lost runs and lines that cannot be read', async () => {
    const out = await folder();
    const results = await Results.open(out);
    const good = plainOutcome('ls', 1, 0.8);
    const lost: Outcome = { arm: 'ls', seed: 2, link: '#v=1&seed=2', end: 'lost', seconds: 1, reason: 'gone' };
    await results.add(good);
    await results.add(lost);
    await appendFile(join(out, 'results.jsonl'), 'null\n{"arm":7}\n{"arm"');
    const again = await Results.open(out);
    expect(again.of(good)).toEqual(good);
    expect(again.of(lost)).toBeUndefined();
    expect(again.all([lost, good])).toEqual([lost, good]);
    await again.add({ ...good, link: '#v=1&seed=9' });
    expect((await Results.open(out)).of({ arm: 'ls', link: '#v=1&seed=9' })).toBeDefined();
  });
});
