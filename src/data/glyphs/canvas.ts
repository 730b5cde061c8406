/** Ink on a small grey canvas. */

/** Pixels along each side of a character's picture. */
export const SIDE = 28;

/**
 * Draws a line with round ends whose half-width runs from r0 to r1, anti-aliased over one pixel; where strokes overlap the darker ink stays.
 * Only the pixels of its bounding box are visited.
 * @param canvas [SIDE, SIDE] of ink, 0–255
 * @param x0 in pixels; the centre of the first pixel is at 0.5
 * @param ink the level at full coverage
 */
export function drawSegment(canvas: Float32Array, x0: number, y0: number, x1: number, y1: number, r0: number, r1: number, ink: number): void {
  const reach = (r0 > r1 ? r0 : r1) + 0.5;
  const left = clampToSide(Math.floor((x0 < x1 ? x0 : x1) - reach));
  const right = clampToSide(Math.ceil((x0 < x1 ? x1 : x0) + reach));
  const top = clampToSide(Math.floor((y0 < y1 ? y0 : y1) - reach));
  const bottom = clampToSide(Math.ceil((y0 < y1 ? y1 : y0) + reach));
  const dx = x1 - x0;
  const dy = y1 - y0;
  const squared = dx * dx + dy * dy;
  const inverse = squared > 0 ? 1 / squared : 0;
  for (let row = top; row < bottom; row++) {
    const py = row + 0.5 - y0;
    for (let column = left; column < right; column++) {
      const px = column + 0.5 - x0;
      let t = (px * dx + py * dy) * inverse;
      t = t < 0 ? 0 : t > 1 ? 1 : t;
      const ex = px - t * dx;
      const ey = py - t * dy;
      const edge = r0 + t * (r1 - r0) + 0.5;
      const distance2 = ex * ex + ey * ey;
      if (distance2 >= edge * edge) continue;
      const cover = edge - Math.sqrt(distance2);
      const level = cover >= 1 ? ink : cover * ink;
      const at = row * SIDE + column;
      if (level > canvas[at]!) canvas[at] = level;
    }
  }
}

function clampToSide(value: number): number {
  return value < 0 ? 0 : value > SIDE ? SIDE : value;
}
