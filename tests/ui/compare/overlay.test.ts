import { describe, expect, it } from 'vitest';
import type { Line } from '../../../src/store/lab/compare/lines';
import { quantityOf } from '../../../src/store/lab/compare/quantities';
import { geometryOf, pathOf } from '../../../src/ui/compare/overlay/geometry';
import { readLine, tickText, valueText, xText } from '../../../src/ui/compare/overlay/reading';
import { hiddenByLog, scalesOf } from '../../../src/ui/compare/overlay/scales';
import { placeLabels } from '../../../src/ui/compare/trade-off/labels';

const line = (y: readonly number[], more: Partial<Line> = {}): Line => ({ id: 'a', x: Float64Array.from(y, (_, i) => 10 * i), y: Float64Array.from(y), n: 1, ...more });
const AREA = { left: 100, top: 0, width: 200, height: 100 };
const linear = { logX: false, logY: false, end: 0 };

describe('the overlay', () => {
  it('puts every value where the scales say', () => {
    const scales = scalesOf([line([0, 1, 2])], linear)!;
    expect(pathOf(geometryOf(line([0, 1, 2]), scales, AREA).line)).toBe('M100.0 100.0L200.0 50.0L300.0 0.0');
  });

  it('keeps peaks of lines that are denser than the pixels', () => {
    const values = Array.from({ length: 5000 }, (_, i) => (i === 3210 ? 1 : 0));
    const { line: pixels } = geometryOf(line(values), scalesOf([line(values)], linear)!, AREA);
    expect(pixels.length / 2).toBeLessThanOrEqual(400);
    expect(Math.min(...pixels.filter((_, i) => i % 2 === 1))).toBe(0);
  });

  it('leaves out of a log axis what is not above zero, and says how much', () => {
    const scales = scalesOf([line([0, 1, 100])], { ...linear, logY: true })!;
    expect(geometryOf(line([0, 1, 100]), scales, AREA).line.length).toBe(4);
    expect(hiddenByLog([line([0, 1, -1])], true)).toBe(2);
    expect(scalesOf([line([0, -1])], { ...linear, logY: true })).toBeUndefined();
  });

  it('goes on to the end of the longest run', () => {
    expect(scalesOf([line([1, 2])], { ...linear, end: 40 })!.x.high).toBe(40);
    expect(scalesOf([line([1, 2, 3, 4])], { ...linear, end: 20 })!.x.high).toBe(30);
  });

  it('reads what was measured last, never between two measurements', () => {
    const measured = line([5, 6, 7], { smooth: Float64Array.from([5, 5.5, 6]) });
    expect(readLine(measured, 19.9)).toEqual({ x: 10, y: 6, smooth: 5.5 });
    expect(readLine(measured, undefined)).toEqual({ x: 20, y: 7, smooth: 6 });
    expect(readLine(measured, -1)).toBeUndefined();
  });

  it('writes values with the digits that they have', () => {
    expect(valueText(quantityOf('devLoss'), 0.123456)).toBe('0.1235');
    expect(valueText(quantityOf('devAccuracy'), 97.456)).toBe('97.46 %');
    expect(valueText(quantityOf('updateWeight'), 0.000123456)).toBe('1.235e−4');
    expect(valueText(quantityOf('devLoss'), Infinity)).toBe('∞');
    expect([xText('step', 1200), xText('epoch', 1.5), xText('second', 12.34)]).toEqual(['step 1,200', 'epoch 1.50', '12.3 s']);
    expect([tickText(20_000), tickText(1_500_000), tickText(0.5)]).toEqual(['20 k', '1.5 M', '0.5']);
  });
});

describe('names of points', () => {
  it('never lie on each other, on another point or outside', () => {
    const points = Array.from({ length: 6 }, (_, i) => ({ x: 150 + 3 * i, y: 50, text: 'a run' }));
    const bounds = { left: 0, right: 300, top: 0, bottom: 100 };
    const boxes = placeLabels(points, bounds, []).flatMap((label, i) => {
      if (!label) return [];
      const width = points[i]!.text.length * 6.4;
      const left = label.x - (label.anchor === 'start' ? 0 : label.anchor === 'end' ? width : width / 2);
      return [{ left, right: left + width, top: label.y - 11, bottom: label.y + 3 }];
    });
    expect(boxes.length).toBeGreaterThanOrEqual(3);
    boxes.forEach((a, i) => {
      for (const b of boxes.slice(i + 1)) expect(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).toBe(false);
    });
  });
});
