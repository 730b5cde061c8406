import { expect, it } from 'vitest';
import { catalogue } from '../../../../src/catalogue';
import { readLink } from '../../../../src/core/permalink';
import { hasSettings, settingsOf } from '../../../../src/store/lab/table/settings';

it('names what differs from the usual settings of the data set and model', () => {
  expect(settingsOf(catalogue, readLink(catalogue, '#v=1&data=points').experiment)).toEqual([]);
  expect(settingsOf(catalogue, readLink(catalogue, '#v=1&ls&lr=0.1').experiment)).toEqual(['+label smoothing', 'lr 0.05→0.1']);
});

it('knows an experiment of another version', () => {
  const { experiment } = readLink(catalogue, '');
  expect(hasSettings(catalogue, experiment)).toBe(true);
  expect(hasSettings(catalogue, { ...experiment, tricks: { 'not-yet-invented': {} } })).toBe(false);
});
