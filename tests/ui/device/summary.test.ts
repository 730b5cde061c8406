import { describe, expect, it } from 'vitest';
import { errorText, gradientError, outputError, summarise, verdictOf, walkText } from '../../../src/ui/device/summary';
import type { WalkReport } from '../../../src/engine/protocol/device-check';
import { row } from './rows';

describe('the summary of kernels', () => {
  const rows = [
    row({ shape: '[1]', maxError: 1e-8 }),
    row({ shape: '[3, 7]', maxError: 3e-8 }),
    row({ title: 'Tanh', maxError: 2e-4, tolerance: 2e-3 }),
    row({ title: 'Max pooling', group: 'Pooling', maxError: 0, tolerance: 0 }),
    row({ title: 'Average pooling', group: 'Pooling', maxError: 0.01, ok: false }),
  ];

  it('shows each kernel once, by its worst shape, the worst kernel first and groups with something wrong first', () => {
    const groups = summarise(rows);
    expect(groups.map(({ group, cases, wrong }) => [group, cases, wrong])).toEqual([['Pooling', 2, 1], ['Activations', 3, 0]]);
    expect(groups[0]!.checked.map(({ title, ok }) => [title, ok])).toEqual([['Average pooling', false], ['Max pooling', true]]);
    expect(groups[1]!.checked.map(({ title, worst, cases }) => [title, worst.shape, cases])).toEqual([['Tanh', '[3, 7]', 1], ['ReLU', '[3, 7]', 2]]);
    expect(groups[1]!.maxError).toBe(2e-4);
  });

  it('judges any error of what has none to spare as beyond all others', () => {
    const [group] = summarise([row({ title: 'Slice', maxError: 1e-9, tolerance: 0, ok: false }), row({ title: 'Sum', maxError: 5, ok: false })]);
    expect(group!.checked[0]!.title).toBe('Slice');
  });

  it('ends in a verdict that names what is wrong', () => {
    expect(verdictOf(summarise(rows))).toMatchObject({ tone: 'bad', text: expect.stringMatching(/^1 of 4 kernels .*Average pooling/) as string });
    expect(verdictOf(summarise(rows.slice(0, 3))).tone).toBe('good');
    expect(verdictOf([]).tone).toBe('unknown');
  });
});

describe('the text of a walk', () => {
  const clean: WalkReport = { step: 3, samples: 16, outputTolerance: 1e-3, gradientTolerance: 1e-2, layers: [{ name: 'conv1', kind: 'convolution', output: 1e-7 }] };

  it('names the layer', () => {
    expect(walkText(clean)).toMatch(/^All 1 layers give/);
    expect(walkText({ ...clean, wrongForward: 'pool1' })).toMatch(/^“pool1” is the first layer/);
    expect(walkText({ ...clean, wrongBackward: 'pool1' })).toMatch(/^“pool1” gets the right gradient/);
    expect(walkText({ ...clean, wrongBackward: 'loss' })).toMatch(/^The gradient of the loss/);
    expect(walkText({ ...clean, wrongForward: 'a', wrongBackward: 'b' })).toMatch(/“a”.*; “b”/);
  });
});

it('takes the larger error, of those there are', () => {
  expect(outputError({ name: 'a', kind: 'b', output: 1, trainingOutput: 2 })).toBe(2);
  expect(gradientError({ name: 'a', kind: 'b', parameterGradient: 3 })).toBe(3);
  expect(gradientError({ name: 'a', kind: 'b' })).toBeUndefined();
});

it('writes errors', () => {
  expect([undefined, 0, 3.44e-7, 12, Infinity, NaN].map(errorText)).toEqual(['—', '0', '3.4e−7', '12', 'no number', 'no number']);
});
