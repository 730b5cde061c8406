/** From samples to pixels of a canvas; all pictures are RGBA bytes, row by row. */

/**
 * @param features bytes [H, W, C] with one channel (grey) or three (RGB)
 * @returns RGBA, 4·H·W bytes
 */
export function samplePixels(features: ArrayLike<number>, channels: number): Uint8ClampedArray<ArrayBuffer> {
  const count = features.length / channels;
  const rgba = new Uint8ClampedArray(4 * count);
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < 3; c++) rgba[4 * i + c] = features[i * channels + (channels === 3 ? c : 0)]!;
    rgba[4 * i + 3] = 255;
  }
  return rgba;
}

/** Index of the largest value; the first of several. */
export function argMax(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}

/** The `count` most probable classes, most probable first. */
export function topClasses(probabilities: ArrayLike<number>, count: number): { readonly label: number; readonly probability: number }[] {
  return Array.from(probabilities, (probability, label) => ({ label, probability }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, count);
}

/** A probability as whole per cent, without claiming certainty that is not there: `<1 %`, `37 %`, `>99 %`. */
export function confidence(probability: number): string {
  if (probability > 0.995) return '>99 %';
  if (probability < 0.005) return '<1 %';
  return `${Math.round(100 * probability)} %`;
}
