/** The check covers every kernel that a training step or an evaluation of any model and trick runs: a new trick that uses another is noticed here. */
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue';
import type { KernelCase } from '../../../src/engine/device-check/case';
import { caseGroups } from '../../../src/engine/device-check/cases';
import { Run } from '../../../src/engine/run';
import { createOps } from '../../../src/kernels';
import { inCompany } from '../../support/company';
import { tf, tinyExperiment, useBackend } from '../../support/engine';
import { tinyCatalogue } from '../../support/tiny-catalogue';

/** What only gives a tensor another name, and what tfjs calls a gradient of a trick's own. */
const NO_KERNELS = new Set(['Identity', 'forward']);

/** The kernels that some work runs on the current backend. */
async function kernelsOf(work: () => void): Promise<string[]> {
  const { kernels } = await tf.profile(() => tf.tidy(work));
  return kernels.map(({ name }) => name).filter((name) => !NO_KERNELS.has(name));
}

/** The first case of each title. */
function oneOfEach(): KernelCase[] {
  const cases = caseGroups().flatMap((group) => group.cases);
  return cases.filter(({ title }, i) => cases.findIndex((other) => other.title === title) === i);
}

const networks = ['model=mlp', 'model=logistic', 'model=resnet&model.width=2', 'model.downsampling=strides', ...Object.values(catalogue.tricks).map(({ key }) => inCompany(key))];

describe.each(['wasm', 'cpu'] as const)('on %s', (backend) => {
  it('no kernel is left out', { timeout: 120_000 }, async () => {
    await useBackend(backend);
    const ops = createOps(tf);
    const used = new Set<string>();
    for (const entries of networks) {
      const run = new Run(tf, ops, tinyCatalogue, tinyExperiment(entries), { eager: true });
      await run.prepare();
      for (const name of await kernelsOf(() => run.takeSteps(1).objectives.dispose())) used.add(name);
      run.dispose();
    }
    const checked = new Set<string>();
    for (const { inputs, run } of oneOfEach()) {
      const tensors = inputs.map(({ values, shape, dtype = 'float32' }) => tf.tensor(Array.from(values), [...shape], dtype));
      for (const name of await kernelsOf(() => void run({ tf, ops }, ...tensors))) checked.add(name);
      tf.dispose(tensors);
    }
    expect([...used].filter((name) => !checked.has(name))).toEqual([]);
    expect(used.size).toBeGreaterThan(40);
  });
});
