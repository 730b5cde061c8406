import { describe, expect, it } from 'vitest';
import { jsonLines } from '../../../src/export/metrics/json-lines';
import { HOSTILE, sampleRun } from './sample-run';

const read = (run: ReturnType<typeof sampleRun>) => {
  const text = [...jsonLines(run)].join('');
  expect(text.endsWith('\n')).toBe(true);
  return text.trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
};

describe('JSON Lines', () => {
  it('open with the settings, tell what was measured in the order of steps, and close with the results', () => {
    const run = sampleRun();
    const [config, ...rest] = read(run);
    expect(config).toMatchObject({ type: 'config', run: '1f', name: 'a run', link: run.link, experiment: run.experiment, created: '2026-01-02T03:04:05.678Z', batchSize: 8, note: run.note, tags: run.tags });
    expect(rest.map(({ type, step }) => [type, step])).toEqual([
      ['evaluation', 0],
      ['step', 1],
      ['step', 2],
      ['evaluation', 2],
      ['health', 2],
      ['step', 4],
      ['result', 4],
    ]);
    expect(rest[1]).toEqual({ type: 'step', run: '1f', step: 1, epoch: 0.5, seconds: 2.5, objective: 2.3, learningRate: 0.1 });
    expect(rest[3]).toMatchObject({ train: { loss: 1.5, accuracy: 0.4, samples: 500 }, dev: { loss: 1.625 }, cycleEnd: true });
    expect(rest[4]).toMatchObject({ parameters: { 'output/kernel': { weight: 0.5, gradient: 0.25, update: 0.125, sum: 0.0625 } }, layers: { output: { activation: 1.5, dead: 0, saturated: 0.1 } } });
    expect(rest.at(-1)).toMatchObject({ status: 'finished', seconds: 10, train: { accuracy: 0.75 }, dev: { accuracy: 0.7 }, test: { accuracy: 0.65 } });
  });

  it('say null where there is no number, and keep any name on one line', () => {
    const [config, ...rest] = read(sampleRun({ label: HOSTILE, failure: { reason: 'It blew up.', advice: 'Go slower.' } }));
    expect(config!['name']).toBe(HOSTILE);
    expect(rest.find(({ step, type }) => step === 4 && type === 'step')!['objective']).toBeNull();
    expect(rest.at(-1)!['failure']).toEqual({ reason: 'It blew up.', advice: 'Go slower.' });
  });

  it('are settings and results alone where no curves were kept', () => {
    expect(read(sampleRun({ curves: undefined })).map(({ type }) => type)).toEqual(['config', 'result']);
  });
});
