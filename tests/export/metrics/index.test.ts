import { execFileSync, spawnSync } from 'node:child_process';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { concat } from '../../../src/export/files/bytes';
import { metricsFile, type MetricsFormat } from '../../../src/export/metrics';
import { eventRecords } from '../../../src/export/metrics/tensorboard';
import { HOSTILE, sampleRun, asRuns } from './sample-run';

const noPause = () => Promise.resolve();
const write = async (format: MetricsFormat, ...runs: ReturnType<typeof sampleRun>[]) => {
  const file = await metricsFile(format, asRuns(...runs), noPause);
  return { ...file, bytes: concat(file.bytes) };
};

describe('the metrics of several runs', () => {
  const runs = [sampleRun(), sampleRun({ id: '2', label: HOSTILE }), sampleRun({ id: '3', label: '../../etc', curves: undefined })];

  it('are one CSV with one header', async () => {
    const { bytes, ending } = await write('csv', ...runs);
    const text = strFromU8(bytes);
    expect(ending).toBe('-metrics.csv');
    expect(text.match(/dev_accuracy/g)).toHaveLength(1);
    expect(text.match(/\r\n1f,/g)).toHaveLength(4);
  });

  it('are one file of JSON Lines', async () => {
    const lines = strFromU8((await write('jsonl', ...runs)).bytes).trimEnd().split('\n').map((line) => JSON.parse(line) as { type: string; run: string });
    expect(lines.filter(({ type }) => type === 'config').map(({ run }) => run)).toEqual(['1f', '2', '3']);
  });

  it('are a folder for each run in TensorBoard’s archive, under names that no system trips over', async () => {
    const files = unzipSync((await write('tensorboard', ...runs)).bytes);
    expect(Object.keys(files)).toEqual(['run-1-a-run', 'run-2-HYPERLINK-http-evil-a-b-x', 'run-3-etc'].map((folder) => `${folder}/events.out.tfevents.1767323045.grimoire`));
    expect(Object.values(files)[0]).toEqual(concat([...eventRecords(sampleRun())]));
  });

  it('are a history, settings, results and a script that logs them for Weights & Biases', async () => {
    const files = unzipSync((await write('wandb', ...runs)).bytes);
    const text = (name: string) => strFromU8(files[name]!);
    const history = text('run-1-a-run/wandb-history.jsonl').trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(history.map(({ _step, _runtime }) => [_step, _runtime])).toEqual([[0, 0], [1, 2.5], [2, 5], [4, 10]]);
    expect(history[2]).toMatchObject({ 'dev/accuracy': 0.38, 'train/learning_rate': 0.05 });
    expect(JSON.parse(text('run-1-a-run/wandb-summary.json'))).toMatchObject({ _step: 4, _runtime: 10, status: 'finished', 'final/test_accuracy': 0.65 });
    expect(JSON.parse(text('run-2-HYPERLINK-http-evil-a-b-x/config.json'))).toMatchObject({ name: HOSTILE, tags: ['good', 'a,b'], config: { link: '#v=1&data=tiny&seed=7' } });
  });

  it('pause now and then', async () => {
    let pauses = 0;
    await metricsFile('jsonl', asRuns(sampleRun()), () => Promise.resolve(void pauses++));
    expect(pauses).toBeGreaterThan(5);
  });
});

/** The module that the replay script imports, as far as it uses it: prints what it is told. */
const FAKE_WANDB = `
import json
class Run:
    summary = {}
    def log(self, row, step): print(json.dumps(["log", step, row]))
    def finish(self): print(json.dumps(["finish", self.summary]))
def init(**settings):
    print(json.dumps(["init", settings]))
    return Run()
`;

describe('the replay script', () => {
  it('logs every row under its step', async (context) => {
    if (spawnSync('python3', ['--version']).status !== 0) context.skip('python3 is not there to run it');
    const files = unzipSync((await write('wandb', sampleRun({ label: HOSTILE }))).bytes);
    const unpack = `
import json, runpy, sys, tempfile, pathlib
folder = pathlib.Path(tempfile.mkdtemp())
for name, text in json.load(sys.stdin).items():
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
sys.path.insert(0, str(folder))
sys.argv = ["replay.py", "some-project"]
runpy.run_path(str(folder / "replay.py"))
`;
    const input = JSON.stringify({ 'wandb.py': FAKE_WANDB, ...Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)])) });
    const calls = execFileSync('python3', ['-c', unpack], { input, encoding: 'utf8' }).trimEnd().split('\n').map((line) => JSON.parse(line) as [string, ...unknown[]]);
    expect(calls.map(([call]) => call)).toEqual(['init', 'log', 'log', 'log', 'log', 'finish']);
    expect(calls[0]![1]).toMatchObject({ project: 'some-project', name: HOSTILE, tags: ['good', 'a,b'] });
    expect(calls[3]).toEqual(['log', 2, expect.objectContaining({ seconds: 5, 'dev/loss': 1.625 })]);
    // What was no number is not logged.
    expect(calls[4]![2]).not.toHaveProperty('train/objective');
    expect(calls[5]![1]).toMatchObject({ status: 'finished', 'final/dev_accuracy': 0.7 });
  });
});
