import { beforeAll, describe, expect, it } from 'vitest';
import { groupShape, joinValues, partValues, planGroups } from '../../src/engine/parameter-groups';
import type { Effects } from '../../src/core/trick';
import { tinyRun, useBackend } from '../support/engine';

describe('groups of parameters', () => {
  beforeAll(() => useBackend('cpu'));

  const groupsOf = (entries: string, change: (effects: Effects) => void = () => undefined) => {
    const run = tinyRun(entries);
    change(run.recipe.tricks[0]!.effects);
    const groups = planGroups(run.recipe);
    run.dispose();
    return groups;
  };

  it('are one for every role', () => {
    expect(groupsOf('').map(({ role }) => role)).toEqual(['kernel', 'bias']);
    expect(groupsOf('model=resnet&model.width=2').map(({ role }) => role)).toEqual(['kernel', 'norm', 'bias']);
  });

  it('hold every parameter once', () => {
    const groups = groupsOf('lwr');
    const indices = groups.flatMap((group) => group.indices);
    expect([...indices].sort((a, b) => a - b)).toEqual(indices.map((_, i) => i));
  });

  it('are apart where rates differ', () => {
    const groups = groupsOf('lwr');
    expect(groups.length).toBeGreaterThan(2);
    for (const { parameters, rate } of groups) for (const { depth } of parameters) expect(rate).toBeCloseTo(0.1 ** (1 - depth), 12);
  });

  it('are single tensors in their own shape where a trick looks at whole tensors', () => {
    const groups = groupsOf('', (effects) => Object.assign(effects, { perTensor: true }));
    for (const group of groups) expect(groupShape(group)).toEqual(group.parameters[0]!.shape);
  });

  it('give the values of their parameters back', () => {
    const [kernels] = groupsOf('');
    const values = kernels!.parameters.map(({ shape }, i) => new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(i + 1));
    const joined = joinValues(kernels!, values);
    expect(joined).toHaveLength(groupShape(kernels!)[0]!);
    expect(partValues(kernels!, joined)).toEqual(values);
  });
});
