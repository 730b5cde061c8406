/** A run that is measured less often: the same run, with less work. */
import { expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue';
import { readLink } from '../../src/core/permalink';
import type { RunEvent, StartOptions } from '../../src/engine/protocol';
import { LocalTrainer } from '../../src/engine/trainer';
import { testPlatform } from '../support/engine';

async function run(entries: string, options: StartOptions) {
  const trainer = new LocalTrainer(testPlatform, catalogue);
  await trainer.prepare({ backend: 'cpu' });
  const events: RunEvent[] = [];
  const { experiment } = readLink(catalogue, `#v=1&data=points&data.size=100&epochs=6&batch=20&lr=0.5&${entries}`);
  await new Promise<void>((resolve, reject) => {
    const listener = (event: RunEvent): void => {
      events.push(event);
      if (event.type === 'finished') resolve();
      else if (event.type === 'failed') reject(new Error(event.reason));
    };
    trainer.start(experiment, listener, options).catch(reject);
  });
  const rates = events.flatMap((event) => (event.type === 'progress' ? [...event.learningRate] : []));
  const finished = events.find((event) => event.type === 'finished')!;
  return { at: events.flatMap((event) => (event.type === 'evaluated' ? [event.step] : [])), rates, final: [finished.train, finished.dev] };
}

it('ends at the same point', async () => {
  const [usual, epochs, quiet] = [await run('cpc', {}), await run('cpc', { evaluations: 'epochs' }), await run('cpc', { evaluations: 'end' })];
  expect(epochs.final).toEqual(usual.final);
  expect(quiet.final).toEqual(usual.final);
  expect(usual.at.length).toBeGreaterThan(7);
  expect(epochs.at).toEqual([0, 5, 10, 15, 20, 25, 30]);
  expect(quiet.at).toEqual([]);
});

it('still tells a schedule that looks at the dev loss', async () => {
  const entries = 'plateau.patience=1';
  const [usual, quiet] = [await run(entries, {}), await run(entries, { evaluations: 'end' })];
  expect(quiet.rates).toEqual(usual.rates);
  expect(new Set(quiet.rates).size).toBeGreaterThan(1);
  expect(quiet.final).toEqual(usual.final);
  expect(quiet.at.length).toBeGreaterThan(0);
});
