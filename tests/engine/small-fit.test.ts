import { beforeAll, describe, expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue';
import { readLink } from '../../src/core/permalink';
import { judgeSmallFit } from '../../src/diagnose/run/small-fit';
import { fitSmall, smallExperiment } from '../../src/engine/small-fit';
import { createOps } from '../../src/kernels';
import { tf, useBackend } from '../support/engine';

const read = (link: string) => readLink(catalogue, link).experiment;
const POINTS = '#v=1&data=points&model=mlp&data.shape=moons';

describe('learning a few samples by heart', () => {
  beforeAll(() => useBackend('wasm'));

  it('fits 64 of them, and leaves no tensor behind', async () => {
    const tensors = tf.memory().numTensors;
    const fit = await fitSmall(tf, createOps(tf), catalogue, read(POINTS));
    expect(tf.memory().numTensors).toBe(tensors);
    expect(fit).toMatchObject({ samples: 64, steps: 200, right: 64 });
    expect(fit.loss).toBeLessThan(0.2);
    expect(judgeSmallFit(fit).tone).toBe('good');
  });

  it('fails where the rate is far off', async () => {
    const fit = await fitSmall(tf, createOps(tf), catalogue, read(`${POINTS}&lr=0.000001`));
    expect(judgeSmallFit(fit).tone).toBe('bad');
  });

  it('takes off what regularises or changes the rate, and nothing else', () => {
    const experiment = read('#v=1&data=scenes&ls&flip&dropout&wd&mixup&se&adam&clip&step&ema&warmup');
    const { tricks, run } = smallExperiment(catalogue, experiment);
    expect(Object.keys(tricks).sort()).toEqual(['adam', 'constant', 'gradient-clipping', 'squeeze-excite', 'warmup']);
    expect(run).toMatchObject({ batch: 64, epochs: 200, lr: experiment.run.lr, seed: experiment.run.seed });
  });

  it('stops when it is not wanted any more', async () => {
    let looks = 0;
    const { steps } = await fitSmall(tf, createOps(tf), catalogue, read(POINTS), {}, () => ++looks < 4);
    expect(steps).toBeLessThan(50);
  });
});
