/** The pen: how a path becomes ink. */
import type { Stream } from '../../core/random';
import { drawSegment, SIDE } from './canvas';
import type { Path } from './skeleton';

/**
 * Inks the path with a pen whose nib is held at 45°, so that strokes down to the right are the thickest, and which lifts a little in each stroke.
 * @param canvas [SIDE, SIDE] of ink, 0–255
 * @param radius half the width of the thickest strokes, in pixels
 * @param nib the share of it that strokes along the nib lack
 */
export function drawPath(canvas: Float32Array, path: Path, radius: number, nib: number, ink: number): void {
  for (let i = 1; i < path.length; i++) {
    if (path.starts[i] === 1) continue;
    const dx = path.x[i]! - path.x[i - 1]!;
    const dy = path.y[i]! - path.y[i - 1]!;
    const squared = dx * dx + dy * dy;
    const across = squared > 0 ? ((dx + dy) * (dx + dy)) / (2 * squared) : 1;
    const pressed = radius * (1 - nib * (1 - across));
    drawSegment(
      canvas,
      path.x[i - 1]!,
      path.y[i - 1]!,
      path.x[i]!,
      path.y[i]!,
      pressed * lift(path.along[i - 1]!),
      pressed * lift(path.along[i]!),
      ink,
    );
  }
}

function lift(along: number): number {
  return 1 - 0.2 * along * along;
}

/** A short bent stroke that belongs to nothing. */
export function drawStray(canvas: Float32Array, stream: Stream, radius: number, ink: number): void {
  const x = stream.uniform(0, SIDE);
  const y = stream.uniform(0, SIDE);
  const length = stream.uniform(3, 7);
  const dx = length * stream.uniform(-1, 1);
  const dy = length * stream.uniform(-1, 1);
  const bend = stream.uniform(-0.7, 0.7);
  const paler = ink * stream.uniform(0.5, 1);
  const thinner = radius * stream.uniform(0.5, 0.9);
  drawSegment(canvas, x, y, x + dx, y + dy, thinner, thinner, paler);
  drawSegment(canvas, x + dx, y + dy, x + 2 * dx - bend * dy, y + 2 * dy + bend * dx, thinner, thinner, paler);
}
