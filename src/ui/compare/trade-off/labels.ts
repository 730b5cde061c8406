/** Names beside points, so that none lies on another. */

export interface Labelled {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

export interface PlacedLabel {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'end' | 'middle';
}

export interface Bounds {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Of 12-pixel letters, about. */
const LETTER = 6.4;
const LINE = 14;

const TRIES: readonly { readonly dx: number; readonly dy: number; readonly anchor: PlacedLabel['anchor'] }[] = [
  { dx: 10, dy: 4, anchor: 'start' },
  { dx: -10, dy: 4, anchor: 'end' },
  { dx: 0, dy: -11, anchor: 'middle' },
  { dx: 0, dy: 20, anchor: 'middle' },
  { dx: 10, dy: -8, anchor: 'start' },
  { dx: 10, dy: 17, anchor: 'start' },
  { dx: -10, dy: -8, anchor: 'end' },
  { dx: -10, dy: 17, anchor: 'end' },
];

/**
 * For each point the first place around it that is free; undefined where there is none, and the table has the name.
 * @param obstacles where no name may lie
 */
export function placeLabels(points: readonly Labelled[], bounds: Bounds, obstacles: readonly Bounds[]): (PlacedLabel | undefined)[] {
  const taken: Bounds[] = points.map(({ x, y }) => ({ left: x - 6, right: x + 6, top: y - 6, bottom: y + 6 }));
  return points.map(({ x, y, text }, own) => {
    for (const { dx, dy, anchor } of TRIES) {
      const width = text.length * LETTER;
      const left = x + dx - (anchor === 'start' ? 0 : anchor === 'end' ? width : width / 2);
      const box = { left, right: left + width, top: y + dy - LINE + 3, bottom: y + dy + 3 };
      const inside = box.left >= bounds.left && box.right <= bounds.right && box.top >= bounds.top && box.bottom <= bounds.bottom;
      if (!inside || obstacles.some((other) => overlaps(box, other)) || taken.some((other, i) => i !== own && overlaps(box, other))) continue;
      taken.push(box);
      return { x: x + dx, y: y + dy, anchor };
    }
    return undefined;
  });
}

function overlaps(a: Bounds, b: Bounds): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
