import { expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue';
import { defaultExperiment } from '../../src/core/experiment';
import { withPlants } from '../../src/core/plant';
import { writePytorch } from '../../src/export/pytorch';
import { nameRun } from '../../src/store/run-name';

const plain = defaultExperiment(catalogue);
const seen = withPlants(plain, { bugs: { leak: { share: 0.2 } } });
const hidden = withPlants(plain, { bugs: { leak: { share: 0.2 } }, hunt: 3 });

it('a run with a bug is called by it, one with a hidden bug only a hunt', () => {
  expect(nameRun(catalogue, plain, seen)).toBe('+bug “test samples leaked into the training data”');
  expect(nameRun(catalogue, seen, plain)).toBe('−bug “test samples leaked into the training data”');
  expect(nameRun(catalogue, plain, hidden)).toBe('bug hunt');
  expect(nameRun(catalogue, undefined, hidden)).toBe('Handwritten characters · CNN, bug hunt');
});

it('the script for PyTorch is without the bug, says so, and does not tell which one is hidden', () => {
  expect(writePytorch(catalogue, seen)).toContain('Planted in Grimoire, but not in this script: Test samples leaked into the');
  expect(writePytorch(catalogue, hidden)).toContain('A bug is hidden in this experiment; this script does not have it.');
  expect(writePytorch(catalogue, hidden)).not.toMatch(/leak/i);
});
