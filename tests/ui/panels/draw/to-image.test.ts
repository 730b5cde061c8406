import { describe, expect, it } from 'vitest';
import { SIDE, toImage, type Stroke } from '../../../../src/ui/panels/draw/to-image';

const seven: Stroke[] = [
  [
    { x: 0.2, y: 0.2 },
    { x: 0.7, y: 0.2 },
    { x: 0.4, y: 0.9 },
  ],
];

const moved = (strokes: readonly Stroke[], factor: number, dx: number, dy: number): Stroke[] =>
  strokes.map((stroke) => stroke.map(({ x, y }) => ({ x: x * factor + dx, y: y * factor + dy })));

function measure(image: Float32Array) {
  let mass = 0;
  let x = 0;
  let y = 0;
  const columns: number[] = [];
  const rows: number[] = [];
  image.forEach((ink, at) => {
    const column = at % SIDE;
    const row = Math.floor(at / SIDE);
    mass += ink;
    x += ink * (column + 0.5);
    y += ink * (row + 0.5);
    if (ink > 0.5) {
      columns.push(column);
      rows.push(row);
    }
  });
  const span = (values: number[]) => Math.max(...values) - Math.min(...values) + 1;
  return { x: x / mass, y: y / mass, width: span(columns), height: span(rows) };
}

describe('toImage', () => {
  it('puts the centre of mass into the middle', () => {
    const { x, y } = measure(toImage(seven)!);
    expect(x).toBeCloseTo(14, 1);
    expect(y).toBeCloseTo(14, 1);
  });

  it('scales the longer side to 20 pixels and keeps the proportions', () => {
    const { width, height } = measure(toImage(seven)!);
    expect(height).toBeGreaterThanOrEqual(19);
    expect(height).toBeLessThanOrEqual(20);
    expect((width - 2.5) / (height - 2.5)).toBeCloseTo(0.5 / 0.7, 1);
  });

  it('does not depend on where and how large it was drawn', () => {
    const image = toImage(seven)!;
    const elsewhere = toImage(moved(seven, 0.4, 0.5, 0.3))!;
    image.forEach((ink, at) => expect(elsewhere[at]).toBeCloseTo(ink, 4));
  });

  it('holds ink from 0 to 1, with soft edges', () => {
    const image = toImage(seven)!;
    expect(image.length).toBe(SIDE * SIDE);
    expect(Math.min(...image)).toBe(0);
    expect(Math.max(...image)).toBe(1);
    expect(image.filter((ink) => ink > 0.05 && ink < 0.95).length).toBeGreaterThan(20);
  });

  it('keeps a dot a dot and a line a line', () => {
    const dot = measure(toImage([[{ x: 0.1, y: 0.9 }]])!);
    expect(dot.width).toBeLessThanOrEqual(4);
    const line = measure(toImage([[{ x: 0.5, y: 0.1 }, { x: 0.5, y: 0.9 }]])!);
    expect(line.width).toBeLessThanOrEqual(3);
    expect(line.height).toBeGreaterThanOrEqual(19);
  });

  it('keeps ink inside the picture, however lopsided the drawing', () => {
    const scribble = Array.from({ length: 40 }, (_, i) => ({ x: (i % 2) * 0.1, y: 0.1 * ((i * 7) % 10) / 10 }));
    const image = toImage([scribble, [{ x: 0, y: 0.05 }, { x: 1, y: 1 }]])!;
    const border = Array.from(image).filter((_, at) => at % SIDE === 0 || at % SIDE === SIDE - 1 || at < SIDE || at >= SIDE * (SIDE - 1));
    expect(Math.max(...border)).toBeLessThanOrEqual(0.5);
  });

  it('is undefined without ink', () => {
    expect(toImage([])).toBeUndefined();
    expect(toImage([[]])).toBeUndefined();
  });
});
