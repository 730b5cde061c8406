import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../../src/catalogue';
import { fold } from '../../../../src/core/fold';
import { healthPlan, healthSize, readHealth, type HealthPlan } from '../../../../src/core/health';
import { readLink } from '../../../../src/core/permalink';
import type { Probed } from '../../../../src/store/run-record';
import { FIGURES, figureOf } from '../../../../src/ui/panels/health/figures';
import { anatomyOf, gradientNorms, hasFigure, labelOf, rowsOf, updatesOf, valuesOf } from '../../../../src/ui/panels/health/rows';
import { packed } from './support';

function open(link: string) {
  const { experiment, notices } = readLink(catalogue, link);
  expect(notices).toEqual([]);
  const recipe = fold(catalogue, experiment);
  return { plan: healthPlan(recipe.network), anatomy: anatomyOf(recipe), network: recipe.network };
}

const cnn = open('#v=1');
const residual = open('#v=1&model=resnet&se&ap');

/** Probes of numbers that are all different. */
function numbered(plan: HealthPlan, count: number): Probed[] {
  return Array.from({ length: count }, (_, p) => ({ step: 10 * p, figures: Float32Array.from({ length: healthSize(plan) }, (__, i) => 1 + p + i / 64) }));
}

describe('figures', () => {
  it('each have one sentence of help, and a source', () => {
    for (const { help, source } of FIGURES) {
      expect(help).toMatch(/^[A-Z].*\.$/);
      expect(help.match(/\.(\s|$)/g)).toHaveLength(1);
      expect(source.citation).not.toBe('');
      if (source.url) expect(source.url).toMatch(/^https:/);
    }
    expect(new Set(FIGURES.map(({ id }) => id)).size).toBe(FIGURES.length);
    expect(figureOf('noise').title).toBe('gradient noise');
  });
});

describe('rows', () => {
  it('are kernels, with biases and norms on demand', () => {
    expect(rowsOf(cnn.plan, cnn.anatomy, 'update-weight', false).map(({ key }) => key)).toEqual(['conv1/kernel', 'conv2/kernel', 'hidden/kernel', 'output/kernel']);
    const all = rowsOf(residual.plan, residual.anatomy, 'weight', true);
    expect(all.map(({ key }) => key)).toEqual(residual.plan.parameters);
    expect(all.map(({ index }) => index)).toEqual(residual.plan.parameters.map((_, i) => i));
  });

  it('are judged where they are kernels that begin with something and learn', () => {
    const judged = (one: typeof cnn) => rowsOf(one.plan, one.anatomy, 'update-weight', true).filter((row) => row.judged).map(({ key }) => key);
    expect(judged(cnn)).toEqual(['conv1/kernel', 'conv2/kernel', 'hidden/kernel', 'output/kernel']);
    const kernels = residual.network.parameters.filter(({ role }) => role === 'kernel').map(({ path }) => path);
    // The scores of attention pooling start at zero.
    expect(kernels.filter((path) => !judged(residual).includes(path))).toEqual(['pool/score']);
    expect(judged(open('#v=1&lwr.first=0'))).not.toContain('conv1/kernel');
  });

  it('of layers are those that the figure is of', () => {
    expect(rowsOf(cnn.plan, cnn.anatomy, 'activation', false).map(({ key }) => key)).toEqual(['relu1', 'relu2', 'relu-hidden', 'output']);
    expect(rowsOf(cnn.plan, cnn.anatomy, 'activation', true)).toHaveLength(cnn.plan.layers.length);
    expect(rowsOf(cnn.plan, cnn.anatomy, 'dead', false).map(({ key }) => key)).toEqual(['relu1', 'relu2', 'relu-hidden']);
    const tanh = open('#v=1&model=mlp&model.activation=tanh');
    expect(rowsOf(tanh.plan, tanh.anatomy, 'saturated', false).map(({ key }) => key)).toEqual(['activation1', 'activation2']);
    expect([hasFigure(tanh.plan, 'saturated'), hasFigure(tanh.plan, 'dead'), hasFigure(cnn.plan, 'saturated'), hasFigure(cnn.plan, 'dead')]).toEqual([true, false, false, true]);
  });

  it.each(['#v=1', '#v=1&model=resnet', '#v=1&model=mlp', '#v=1&model=logistic', '#v=1&data=points', '#v=1&data=points&model=logistic'])('are there for every figure that “%s” has', (link) => {
    const { plan, anatomy } = open(link);
    for (const { id } of FIGURES) expect(rowsOf(plan, anatomy, id, false).length > 0, id).toBe(hasFigure(plan, id));
  });

  it('have short names', () => {
    const names = ['conv1/kernel', 'conv1/bias', 'stem-norm/gamma', 'stage2-block1-add-squeeze-excite/squeeze-kernel', 'stage3-block2-conv1-norm/beta', 'relu-hidden', 'stage1-block1-relu2'];
    expect(names.map(labelOf)).toEqual(['conv1', 'conv1 bias', 'stem γ', '2.1 squeeze', '3.2 conv1 β', 'relu-hidden', '1.1 relu2']);
    const all = rowsOf(residual.plan, residual.anatomy, 'weight', true).map(({ label }) => label);
    expect(new Set(all).size).toBe(all.length);
    expect(Math.max(...all.map(({ length }) => length))).toBeLessThanOrEqual(18);
  });
});

describe('values', () => {
  const { plan } = residual;
  const probes = numbered(plan, 3);
  const health = probes.map(({ figures }) => readHealth(plan, figures));
  const last = plan.parameters.length - 1;

  it.each([0, 5, last])('of parameter %d are those that readHealth finds', (index) => {
    const at = (name: 'weight' | 'gradient' | 'update') => health.map(({ parameters }) => parameters[index]![name]);
    expect([...valuesOf(plan, 'weight', index, probes)]).toEqual(at('weight'));
    expect([...valuesOf(plan, 'gradient', index, probes)]).toEqual(at('gradient'));
    expect([...updatesOf(plan, index, probes)]).toEqual(at('update'));
    expect([...valuesOf(plan, 'update-weight', index, probes)]).toEqual(at('update').map((update, p) => update / at('weight')[p]!));
    expect([...valuesOf(plan, 'gradient-weight', index, probes)]).toEqual(at('gradient').map((gradient, p) => gradient / at('weight')[p]!));
  });

  it.each(['activation', 'dead', 'saturated'] as const)('of layers are those that readHealth finds: %s', (name) => {
    for (const index of [0, 7, plan.layers.length - 1]) expect([...valuesOf(plan, name, index, probes)]).toEqual(health.map(({ layers }) => layers[index]![name]));
  });

  const tiny: HealthPlan = { parameters: ['a/kernel', 'a/bias'], layers: [] };
  const probe = (step: number, ...parameters: (readonly [weight: number, gradient: number, update: number, sum: number])[]): Probed => ({
    step,
    figures: packed(tiny, { parameters: parameters.map(([weight, gradient, update, sum]) => ({ weight, gradient, update, sum })), layers: [] }),
  });

  it('are nothing where weights are zero, and infinite where something is not a number any more', () => {
    const broken = [probe(0, [1, 1, 1, 1], [0, 1, 1, 1]), probe(10, [NaN, 1, 1, 1], [1, 1, Infinity, 1])];
    expect([...valuesOf(tiny, 'update-weight', 1, broken)]).toEqual([NaN, Infinity]);
    expect([...valuesOf(tiny, 'weight', 0, broken)]).toEqual([1, Infinity]);
  });

  it('give the norm of the whole gradient from the sizes of its tensors', () => {
    const anatomy = { parameters: new Map([['a/kernel', { role: 'kernel', size: 12, judged: true }], ['a/bias', { role: 'bias', size: 4, judged: false }]] as const), heads: new Set<string>() };
    expect([...gradientNorms(tiny, anatomy, [probe(0, [1, 2, 0, 0], [1, 2, 0, 0])])]).toEqual([8]);
  });

  it('tell noise from signal in the gradient', () => {
    const same = Array.from({ length: 14 }, (_, p) => probe(10 * p, [1, 2, 0, p === 0 ? 2 : 4], [1, 2, 0, p === 0 ? 2 : Math.fround(Math.sqrt(8))]));
    const [agreeing, unrelated] = [valuesOf(tiny, 'noise', 0, same), valuesOf(tiny, 'noise', 1, same)];
    expect(agreeing[0]).toBeNaN();
    for (let p = 1; p < 14; p++) {
      expect(agreeing[p]).toBeCloseTo(0, 6);
      expect(unrelated[p]).toBeCloseTo(1, 6);
    }
    // Opposite gradients, as where steps leap over a valley.
    expect(valuesOf(tiny, 'noise', 0, [probe(0, [1, 2, 0, 2], [1, 1, 1, 1]), probe(10, [1, 2, 0, 0], [1, 1, 1, 1])])[1]).toBeCloseTo(2, 6);
    const frozen = [probe(0, [1, 0, 0, 0], [1, 1, 1, 1]), probe(10, [1, 0, 0, 0], [1, 1, 1, 1])];
    expect(valuesOf(tiny, 'noise', 0, frozen)[1]).toBeNaN();
  });

  it('forget noise that is ten probes ago', () => {
    const probes = Array.from({ length: 30 }, (_, p) => probe(10 * p, [1, 1, 0, p < 15 ? Math.SQRT2 : 2], [1, 1, 1, 1]));
    const noise = valuesOf(tiny, 'noise', 0, probes);
    expect(noise[14]).toBeCloseTo(1, 6);
    expect(noise[19]).toBeCloseTo(0.5, 6);
    expect(noise[24]).toBeCloseTo(0, 6);
  });
});
