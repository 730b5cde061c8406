/**
 * safetensors (https://github.com/huggingface/safetensors#format): the length of a JSON header as 64 bits, little-endian; the header, which says of every
 * tensor its type, its shape and where its bytes are; then the bytes of all of them without gaps.
 */
import type { ExportedTensor } from '../../core/exported-model';
import { bytesOf, concat, utf8 } from '../files/bytes';

/** The data begin at a multiple of this, for which the header is filled up with blanks. */
const ALIGNMENT = 8;

/** @param metadata texts about the file as a whole */
export function safetensors(tensors: Readonly<Record<string, ExportedTensor>>, metadata: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
  let offset = 0;
  const entries = Object.entries(tensors).map(([name, { shape, values }]) => {
    const begin = offset;
    offset += values.byteLength;
    return [name, { dtype: 'F32', shape, data_offsets: [begin, offset] }] as const;
  });
  const header = utf8(JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(entries) }));
  const padding = new Uint8Array((ALIGNMENT - (header.length % ALIGNMENT)) % ALIGNMENT).fill(0x20);
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(header.length + padding.length), true);
  return concat([length, header, padding, ...Object.values(tensors).map(({ values }) => bytesOf(values))]);
}
