/** A real device that is destroyed in the middle of a captured run. */
import { describe, expect, it } from 'vitest';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { nodePlatform } from '../../src/cli/node-platform';
import type { RunEvent } from '../../src/engine/protocol';
import { LocalTrainer } from '../../src/engine/trainer';
import { findAdapter } from '../kernels/webgpu/support';
import { tf, tinyExperiment } from '../support/engine';
import { tinyCatalogue } from '../support/tiny-catalogue';

const adapter = await findAdapter();

/** All events of a run to its end; `onEvaluation` sees how many evaluations there have been. */
async function events(onEvaluation: (count: number) => void = () => undefined): Promise<RunEvent[]> {
  const trainer = new LocalTrainer(nodePlatform, tinyCatalogue);
  await trainer.prepare({ backend: 'webgpu' });
  const heard: RunEvent[] = [];
  await new Promise<void>((resolve, reject) => {
    const listener = (event: RunEvent): void => {
      heard.push(event);
      if (event.type === 'evaluated') onEvaluation(heard.filter(({ type }) => type === 'evaluated').length);
      if (event.type === 'finished' || event.type === 'failed') resolve();
    };
    trainer.start(tinyExperiment('epochs=12'), listener).catch(reject);
  });
  await trainer.dispose();
  return heard;
}

describe.skipIf(typeof adapter === 'string')('a device that is destroyed', () => {
  it('is replaced, and the run ends where it would have ended', async () => {
    const undisturbed = await events();
    const disturbed = await events((count) => count === 6 && (tf.backend() as unknown as WebGPUBackend).device.destroy());
    expect(disturbed.filter(({ type }) => type === 'recovered')).toHaveLength(1);
    const [end, expected] = [disturbed, undisturbed].map((heard) => heard.at(-1)!);
    expect(end).toMatchObject({ type: 'finished' });
    const { dev, train } = expected as RunEvent & { type: 'finished' };
    expect(end).toMatchObject({ dev, train });
  }, 120_000);
});
