/** A run that is measured at its end only: the same run, with less work. */
import { expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue';
import { readLink } from '../../src/core/permalink';
import type { RunEvent } from '../../src/engine/protocol';
import { LocalTrainer } from '../../src/engine/trainer';
import { testPlatform } from '../support/engine';

async function run(entries: string, endOnly: boolean) {
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
    trainer.start(experiment, listener, { endOnly }).catch(reject);
  });
  const rates = events.flatMap((event) => (event.type === 'progress' ? [...event.learningRate] : []));
  const finished = events.find((event) => event.type === 'finished')!;
  return { evaluations: events.filter(({ type }) => type === 'evaluated').length, rates, final: [finished.train, finished.dev] };
}

it('ends at the same point', async () => {
  const [usual, quiet] = [await run('cpc', false), await run('cpc', true)];
  expect(quiet.final).toEqual(usual.final);
  expect(usual.evaluations).toBeGreaterThan(6);
  expect(quiet.evaluations).toBe(0);
});

it('still tells a schedule that looks at the dev loss', async () => {
  const entries = 'plateau.patience=1';
  const [usual, quiet] = [await run(entries, false), await run(entries, true)];
  expect(quiet.rates).toEqual(usual.rates);
  expect(new Set(quiet.rates).size).toBeGreaterThan(1);
  expect(quiet.final).toEqual(usual.final);
  expect(quiet.evaluations).toBeGreaterThan(0);
});
