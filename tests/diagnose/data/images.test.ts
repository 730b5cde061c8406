import { describe, expect, it } from 'vitest';
import { imageAt, readImages, thumbnails, type ImageShape } from '../../../src/diagnose/data/images';
import { openGlyphs, randomImages } from './some-images';

describe('readImages', () => {
  it('gives what the split gives, sample by sample', () => {
    const dataset = openGlyphs();
    const images = readImages(dataset, 'dev', 5)!;
    expect(images).toMatchObject({ name: 'dev', shape: [28, 28, 1] });
    const out = new Uint8Array(784);
    for (const index of [0, 4]) {
      const { label, attributes } = dataset.splits.dev.sample(index, out);
      expect(imageAt(images, index)).toEqual(out);
      expect(images.labels[index]).toBe(label);
      expect(images.attributes?.[index]).toEqual(attributes);
    }
  });

  it('takes no more than there are, and nothing from points', () => {
    expect(readImages(openGlyphs({ size: 10 }), 'train', 100)!.labels).toHaveLength(10);
    expect(readImages({ ...openGlyphs(), encoding: 'points', shape: [2] }, 'train', 10)).toBeUndefined();
  });
});

describe('thumbnails', () => {
  it.each([
    [[7, 5, 3], 3],
    [[28, 28, 1], 8],
    [[2, 9, 1], 4],
  ] as [ImageShape, number][])('are means over cells: %j to %i', (shape, side) => {
    const images = randomImages(3, shape);
    const [height, width, channels] = shape;
    const { shape: small, values } = thumbnails(images, side);
    const [rows, columns] = small;
    expect(small).toEqual([Math.min(side, height), Math.min(side, width), channels]);
    let place = 0;
    for (let i = 0; i < 3; i++) {
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
          for (let c = 0; c < channels; c++) {
            const cell: number[] = [];
            for (let y = 0; y < height; y++) {
              for (let x = 0; x < width; x++) {
                const inside = Math.floor((y * rows) / height) === row && Math.floor((x * columns) / width) === column;
                if (inside) cell.push(imageAt(images, i)[(y * width + x) * channels + c]!);
              }
            }
            expect(values[place++]).toBeCloseTo(cell.reduce((a, b) => a + b) / cell.length, 3);
          }
        }
      }
    }
  });
});
