/**
 * A drawing becomes a picture as MNIST's digits did (LeCun et al. 1998): its ink is scaled to a box of 20 × 20 pixels with its proportions kept, and its
 * centre of mass is put into the middle of 28 × 28. The strokes keep the same width at any size of drawing.
 */

/** A place on the pad, 0 … 1 from left to right and from top to bottom. */
export interface PadPoint {
  readonly x: number;
  readonly y: number;
}

export type Stroke = readonly PadPoint[];

/** Pixels along each side of the picture. */
export const SIDE = 28;
const BOX = 20;
/** Half the width of a stroke in pixels: about that of MNIST's pens, and that of the first handwriting of `glyphs`. */
const RADIUS = 1.25;
/** A drawing smaller than this part of the pad is not blown up any further, so that a dot stays a dot. */
const SMALLEST_EXTENT = 0.1;

/**
 * Draws strokes as the picture that a network reads.
 * @returns [28, 28] of ink, 0 … 1, row by row; undefined where nothing is drawn
 */
export function toImage(strokes: readonly Stroke[]): Float32Array | undefined {
  const points = strokes.flat();
  if (points.length === 0) return undefined;
  const [left, right] = extent(points.map(({ x }) => x));
  const [top, bottom] = extent(points.map(({ y }) => y));
  const scale = (BOX - 2 * RADIUS) / Math.max(right - left, bottom - top, SMALLEST_EXTENT);
  const place = (dx: number, dy: number) => (point: PadPoint): PadPoint => ({
    x: (point.x - (left + right) / 2) * scale + SIDE / 2 + dx,
    y: (point.y - (top + bottom) / 2) * scale + SIDE / 2 + dy,
  });
  const inBox = render(strokes, place(0, 0));
  const centre = centreOfMass(inBox);
  // Never so far that ink would leave the picture.
  const shift = (away: number, size: number): number => {
    const room = (SIDE - size * scale) / 2 - RADIUS;
    return Math.min(room, Math.max(-room, SIDE / 2 - away));
  };
  return render(strokes, place(shift(centre.x, right - left), shift(centre.y, bottom - top)));
}

function extent(values: readonly number[]): readonly [low: number, high: number] {
  return [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
}

function render(strokes: readonly Stroke[], place: (point: PadPoint) => PadPoint): Float32Array {
  const image = new Float32Array(SIDE * SIDE);
  for (const stroke of strokes) {
    const placed = stroke.map(place);
    placed.forEach((point, i) => drawSegment(image, placed[Math.max(0, i - 1)]!, point));
  }
  return image;
}

/** A line with round ends, anti-aliased over one pixel; overlapping ink does not add up. The centre of the first pixel is at 0.5. */
function drawSegment(image: Float32Array, from: PadPoint, to: PadPoint): void {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const squared = dx * dx + dy * dy;
  const reach = RADIUS + 0.5;
  const first = (a: number, b: number) => Math.max(0, Math.floor(Math.min(a, b) - reach));
  const end = (a: number, b: number) => Math.min(SIDE, Math.ceil(Math.max(a, b) + reach));
  for (let row = first(from.y, to.y); row < end(from.y, to.y); row++) {
    for (let column = first(from.x, to.x); column < end(from.x, to.x); column++) {
      const px = column + 0.5 - from.x;
      const py = row + 0.5 - from.y;
      const along = squared > 0 ? Math.min(1, Math.max(0, (px * dx + py * dy) / squared)) : 0;
      const ink = Math.min(1, Math.max(0, reach - Math.hypot(px - along * dx, py - along * dy)));
      const at = row * SIDE + column;
      image[at] = Math.max(image[at]!, ink);
    }
  }
}

function centreOfMass(image: Float32Array): PadPoint {
  let mass = 0;
  let x = 0;
  let y = 0;
  image.forEach((ink, at) => {
    mass += ink;
    x += ink * ((at % SIDE) + 0.5);
    y += ink * (Math.floor(at / SIDE) + 0.5);
  });
  return { x: x / mass, y: y / mass };
}
