/** @param spark accuracies, 0 … 1 @returns an SVG path from left to right; the worst of them is at the bottom, the best at the top; empty without two points */
export function sparkPath(spark: readonly number[], width: number, height: number): string {
  if (spark.length < 2) return '';
  const low = Math.min(...spark);
  const range = Math.max(...spark) - low;
  // A range below a point is noise; drawn as large as a rise from nothing it would mislead.
  const scale = height / Math.max(range, 0.02);
  return spark.map((value, i) => `${i === 0 ? 'M' : 'L'}${((i / (spark.length - 1)) * width).toFixed(1)} ${(height - (value - low) * scale).toFixed(1)}`).join('');
}
