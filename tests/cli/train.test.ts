/** The command line from outside: what it writes where, and how it ends. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { main } from '../../src/cli/train';
import { smallMnist } from '../data/readers/fixtures';

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const SCRIPT = fileURLToPath(new URL('../../scripts/train.mjs', import.meta.url));

/** As a user starts it, in a process of its own. */
function train(...argv: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [SCRIPT, ...argv], (_, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }));
  });
}

/** The same without the time that a process takes to start. */
async function inProcess(...argv: string[]): Promise<Outcome> {
  const written = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      written[stream] += String(text);
      return true;
    });
  }
  const code = await main(argv);
  vi.restoreAllMocks();
  return { code, ...written };
}

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'grimoire-cli-'));
  for (const { name, bytes } of smallMnist(300, 20)) await writeFile(path.join(folder, name), name.startsWith('train-images') ? bytes.subarray(0, 10_000) : bytes);
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

/** The numbers of an array file, read after the format's description. */
async function readNpy(file: string): Promise<number[]> {
  const bytes = await readFile(file);
  const start = 10 + bytes.readUInt16LE(8);
  const float = bytes.toString('latin1', 10, start).includes("'<f4'");
  return Array.from({ length: (bytes.length - start) / 4 }, (_, i) => (float ? bytes.readFloatLE(start + 4 * i) : bytes.readInt32LE(start + 4 * i)));
}

describe('npm run train', () => {
  it('with --json writes one event per line to standard output, and the result last', async () => {
    const { code, stdout } = await train('#v=1&data=points&epochs=2&data.size=100', '--json');
    expect(code).toBe(0);
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(events[0]).toMatchObject({ type: 'started', steps: 2 });
    expect(events.filter(({ type }) => type === 'finished')).toHaveLength(1);
    const last = events.at(-1) as { metrics: Record<string, { loss: number; accuracy: number }> };
    expect(last).toMatchObject({ type: 'finished', backend: 'wasm', steps: 2, parameters: expect.any(Number), seconds: expect.any(Number) });
    expect(Object.keys(last.metrics)).toEqual(['train', 'trainDev', 'dev', 'test']);
    for (const { accuracy, loss } of Object.values(last.metrics)) {
      expect(accuracy).toBeGreaterThanOrEqual(0);
      expect(accuracy).toBeLessThanOrEqual(1);
      expect(loss).toBeGreaterThan(0);
    }
  });

  it('ends with 2 and one sentence where a key is unknown', async () => {
    const { code, stdout, stderr } = await train('#v=1&data=points', '--set', 'nope=1');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    // npm itself may have something to say before.
    expect(stderr.trimEnd().split('\n').at(-1)).toBe('"nope" is not a setting of this experiment');
  });
});

describe('the command line', () => {
  it.each([
    ['data from outside without a folder', ['#v=1&data=mnist'], /"mnist" is read from files: .*--data-dir/],
    ['a folder that is not there', ['#v=1&data=mnist', '--data-dir', '/no/such/folder'], /"\/no\/such\/folder" cannot be read/],
    ['a model that the data do not fit', ['#v=1&data=points&model=cnn'], /images/],
    ['tricks that do not fit the model', ['#v=1&data=points&model=logistic&aux'], /no hidden layer/],
  ])('ends with 2 and one sentence for %s', async (_, argv, sentence) => {
    const { code, stdout, stderr } = await inProcess(...argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(sentence);
    expect(stderr.trimEnd()).not.toContain('\n');
  });

  it('ends with 2 and the name of a file that is cut off', async () => {
    const { code, stdout, stderr } = await inProcess('#v=1&data=mnist', '--data-dir', folder);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/train-images-idx3-ubyte.*it ends after 10,000 of 235,216 bytes/);
    expect(stderr.trimEnd()).not.toContain('\n');
  });

  it('ends with 1 where a run diverges, and says why', async () => {
    const { code, stderr } = await inProcess('#v=1&data=points&data.size=100&lr=100&constant&warmup=off&epochs=40');
    expect(code).toBe(1);
    expect(stderr).toMatch(/The loss .* Divide the learning rate/);
  });

  it('writes what the network is made of with --dump', async () => {
    const target = path.join(folder, 'dumped');
    const { code } = await inProcess('#v=1&data=points&data.size=100&epochs=1', '--dump', target);
    expect(code).toBe(0);
    const files = await readdir(target, { recursive: true });
    expect(files).toEqual(expect.arrayContaining(['logits.npy', 'objective.npy', path.join('weight', 'output', 'kernel.npy'), path.join('gradient', 'output', 'bias.npy')]));

    // The figures of the panels, computed again from the tensors.
    const figures = JSON.parse(await readFile(path.join(target, 'figures.json'), 'utf8'));
    const labels = await readNpy(path.join(target, 'answers', 'labels.npy'));
    const probabilities = await readNpy(path.join(target, 'answers', 'probabilities.npy'));
    const rows = labels.map((_, i) => probabilities.slice(2 * i, 2 * i + 2));
    const right = rows.filter((row, i) => row[labels[i]!]! > 0.5).length;
    expect(figures.errors.scores.accuracy.mean).toBeCloseTo(right / labels.length, 10);
    expect(figures.errors.confusion[0][0] + figures.errors.confusion[1][1]).toBe(right);
    expect(figures.errors.scores.crossEntropy.mean).toBeCloseTo(rows.reduce((sum, row, i) => sum - Math.log(row[labels[i]!]!), 0) / labels.length, 6);
    expect(figures.probe.parameters['output/kernel']).toMatchObject({ weight: expect.any(Number), gradient: expect.any(Number), update: expect.any(Number) });
    expect(figures.verdicts.length).toBeGreaterThan(30);
  }, 60_000);

  it('sweeps the learning rate with --find-rate', async () => {
    const { code, stdout } = await inProcess('#v=1&data=points&data.size=400&batch=32', '--find-rate');
    expect(code).toBe(0);
    expect(stdout).toMatch(/1\.00e-6 {2}loss/);
    expect(stdout).toMatch(/minimum\/10 {2}\d\.\d\de-\d/);
  }, 60_000);

  it('writes a table without --json, and its options with --help', async () => {
    const { code, stdout } = await inProcess('#v=1&data=points&data.size=100&epochs=1');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^train +loss .+\ntrain-dev +loss .+ of 1000 samples\ndev +loss .+\ntest +loss .+ of 1000 samples\n$/);
    expect((await inProcess('--help')).stdout).toMatch(/--data-dir/);
  });
});
