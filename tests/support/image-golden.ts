/** Image operations of Pillow on three pictures of CIFAR-10, as bytes. */
import golden from '../fixtures/image-operations.json';

const decode = (base64: string): Uint8Array => Uint8Array.from(Buffer.from(base64, 'base64'));

export const imageGolden = {
  /** Rows of [32, 32, 3]. */
  images: golden.images.map(decode),
  operations: Object.fromEntries(Object.entries(golden.operations).map(([name, images]) => [name, images.map(decode)])),
};
