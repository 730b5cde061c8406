/** UnsortedSegmentSum on wasm, which the gradient of gather needs and stock tfjs lacks there. */
import { type HostArray, type HostKernel, sizeOf } from './host-kernel';

interface Attrs {
  readonly numSegments: number;
}

/** x [N, …], segmentIds [N] → [numSegments, …]; an id outside 0 … numSegments − 1 drops its row. */
export const unsortedSegmentSum: HostKernel<Attrs, readonly HostArray[]> = {
  name: 'UnsortedSegmentSum',
  backends: ['wasm'],
  inputs: ['x', 'segmentIds'],
  outputs: ([x], { numSegments }) => [{ shape: [numSegments, ...x!.shape.slice(1)], dtype: 'float32' }],
  run({ inputs: [x, ids], outputs: [out], shapes, attrs }) {
    out!.fill(0);
    const length = sizeOf(shapes[0]!.slice(1));
    for (let row = 0; row < ids!.length; row++) {
      const segment = ids![row]!;
      if (segment < 0 || segment >= attrs.numSegments) continue;
      for (let i = 0; i < length; i++) out![segment * length + i]! += x![row * length + i]!;
    }
  },
};
