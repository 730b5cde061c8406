import { expect, it } from 'vitest';
import { runsAtOnce } from '../../../src/ui/lab/runs-at-once';

it('a guess of time counts on the slots of the processor, and on one at a time on a graphics device', () => {
  expect(runsAtOnce(3, false)).toEqual({ n: 3, text: 'with 3 at once' });
  expect(runsAtOnce(1, false)).toEqual({ n: 1, text: 'one after the other' });
  expect(runsAtOnce(15, true).n).toBe(1);
  expect(runsAtOnce(15, true).text).toMatch(/^one after the other/);
});
