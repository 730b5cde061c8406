/** Cheap bell-shaped noise for pixels, where a `Stream` would cost more than drawing the picture. */

/** Standard deviation of a sum of four uniform bytes. */
const BYTE_SUM_DEVIATION = Math.sqrt((4 * (256 * 256 - 1)) / 12);

/**
 * Rounds `values` into bytes after adding independent noise to each. The noise is the sum of the four bytes of a xorshift word (Marsaglia, "Xorshift
 * RNGs", Journal of Statistical Software, 2003), close to normal and bounded by ±3.5 deviations.
 * @param values grey levels, nominally 0–255; results are clamped to that range
 * @param deviation of the noise, in grey levels
 * @param seed any 32-bit word
 */
export function writeNoisyBytes(values: Float32Array, deviation: number, seed: number, out: Uint8Array | Float32Array): void {
  const scale = deviation / BYTE_SUM_DEVIATION;
  let word = seed | 1;
  for (let i = 0; i < values.length; i++) {
    word ^= word << 13;
    word ^= word >>> 17;
    word ^= word << 5;
    const sum = (word & 255) + ((word >>> 8) & 255) + ((word >>> 16) & 255) + (word >>> 24);
    const level = values[i]! + scale * (sum - 510);
    out[i] = level <= 0 ? 0 : level >= 255 ? 255 : Math.round(level);
  }
}
