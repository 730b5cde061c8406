/** NumPy's array files, version 1.0 (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html): a short header, then the bare numbers. */

const MAGIC = [0x93, ...Array.from('NUMPY', (letter) => letter.charCodeAt(0)), 1, 0];
/** The numbers begin at a multiple of this. */
const ALIGNMENT = 64;

/** @param shape of `values`, row-major; little-endian float32 or int32 */
export function npyBytes(shape: readonly number[], values: Float32Array | Int32Array): Uint8Array {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const description = `{'descr': '${values instanceof Float32Array ? '<f4' : '<i4'}', 'fortran_order': False, 'shape': (${sizes}), }`;
  const length = Math.ceil((MAGIC.length + 2 + description.length + 1) / ALIGNMENT) * ALIGNMENT;
  const header = `${description.padEnd(length - MAGIC.length - 3)  }\n`;
  const bytes = new Uint8Array(length + values.byteLength);
  bytes.set(MAGIC);
  new DataView(bytes.buffer).setUint16(MAGIC.length, header.length, true);
  bytes.set(new TextEncoder().encode(header), MAGIC.length + 2);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => (values instanceof Float32Array ? view.setFloat32(length + 4 * i, value, true) : view.setInt32(length + 4 * i, value, true)));
  return bytes;
}
