import { expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue';
import { nodePlatform } from '../../../src/cli/node-platform';
import { trainToEnd } from '../../../src/cli/shared/train-to-end';
import { readLink } from '../../../src/core/permalink';
import type { RunEvent } from '../../../src/engine/protocol';
import { LocalTrainer } from '../../../src/engine/trainer';

const { experiment } = readLink(catalogue, '#v=1&data=points&data.size=100&epochs=1&batch=20');

async function prepared(): Promise<LocalTrainer> {
  const trainer = new LocalTrainer(nodePlatform, catalogue);
  await trainer.prepare({ backend: 'cpu' });
  return trainer;
}

it('gives the end of a run, and tells all events', async () => {
  const events: RunEvent[] = [];
  const end = await trainToEnd(await prepared(), experiment, {}, (event) => events.push(event));
  expect(end).toMatchObject({ type: 'finished', steps: 5 });
  expect(events[0]!.type).toBe('started');
  expect(events.at(-1)).toBe(end);
});

it('gives a bad end just so', async () => {
  const end = await trainToEnd(await prepared(), { ...experiment, run: { ...experiment.run, lr: 1e30, epochs: 20 } });
  expect(end).toMatchObject({ type: 'failed', reason: expect.stringContaining('overflowed') });
});

it('passes its options on, and throws where the run cannot start', async () => {
  const { experiment: mnist } = readLink(catalogue, '#v=1&data=mnist');
  await expect(trainToEnd(await prepared(), mnist, { files: [] })).rejects.toThrow(/file/);
});
