import { expect, it } from 'vitest';
import { attributeRows } from '../../../../src/ui/errors/slices/attribute-rows';

it('makes a row of each sample’s class and of the attributes it has', () => {
  const view = { labels: Int32Array.of(1, 0), attributes: { slant: Float32Array.of(2, NaN), writer: Float32Array.of(7, 8) } };
  expect(attributeRows(view, ['a', 'b'])).toEqual([{ class: 'b', slant: 2, writer: 7 }, { class: 'a', writer: 8 }]);
});
