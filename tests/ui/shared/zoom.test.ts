import { expect, it } from 'vitest';
import { sizeOf, zoomOf } from '../../../src/ui/shared/zoom';

const boxed = (more: object) => ({ getBoundingClientRect: () => ({ width: 700, height: 140 }), ...more }) as unknown as Element;

it('sizes are told in the pixels of the style, however much the page is enlarged', () => {
  expect(sizeOf(boxed({ currentCSSZoom: 1.4 })).width).toBeCloseTo(500, 9);
  expect(sizeOf(boxed({ currentCSSZoom: 1.4 })).height).toBeCloseTo(100, 9);
  expect(sizeOf(boxed({}))).toEqual({ width: 700, height: 140 });
  expect(zoomOf(boxed({ currentCSSZoom: 0.8 }))).toBe(0.8);
});
