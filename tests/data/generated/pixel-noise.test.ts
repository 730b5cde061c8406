import { describe, expect, it } from 'vitest';
import { writeNoisyBytes } from '../../../src/data/generated/pixel-noise';

describe('writeNoisyBytes', () => {
  it('adds noise of the given deviation and no bias', () => {
    const bytes = new Uint8Array(40000);
    writeNoisyBytes(new Float32Array(40000).fill(128), 20, 12345, bytes);
    const mean = bytes.reduce((sum, byte) => sum + byte, 0) / bytes.length;
    const variance = bytes.reduce((sum, byte) => sum + (byte - mean) ** 2, 0) / bytes.length;
    expect(Math.abs(mean - 128)).toBeLessThan(0.4);
    expect(Math.abs(Math.sqrt(variance) - 20)).toBeLessThan(0.4);
  });

  it('rounds and clamps where there is no noise', () => {
    const bytes = new Uint8Array(4);
    writeNoisyBytes(Float32Array.of(-5, 12.4, 12.6, 300), 0, 1, bytes);
    expect([...bytes]).toEqual([0, 12, 13, 255]);
  });

  it('depends on the seed alone', () => {
    const noise = (seed: number): string => {
      const bytes = new Uint8Array(16);
      writeNoisyBytes(new Float32Array(16).fill(100), 30, seed, bytes);
      return bytes.join();
    };
    expect(noise(7)).toBe(noise(7));
    expect(noise(7)).not.toBe(noise(9));
  });
});
