/** Cyclic redundancy checks of 32 bits, reflected. */

const ZIP = tableOf(0xedb88320);
const CASTAGNOLI = tableOf(0x82f63b78);

/** As ZIP, gzip and PNG have it. @param before the check of what came before, where data come in parts */
export function crc32(bytes: Uint8Array, before = 0): number {
  return check(ZIP, bytes, before);
}

/** Castagnoli's (RFC 3720, section 12.1), as TFRecord has it. */
export function crc32c(bytes: Uint8Array): number {
  return check(CASTAGNOLI, bytes, 0);
}

function check(table: Uint32Array, bytes: Uint8Array, before: number): number {
  let value = ~before;
  for (let i = 0; i < bytes.length; i++) value = (value >>> 8) ^ table[(value ^ bytes[i]!) & 0xff]!;
  return ~value >>> 0;
}

function tableOf(polynomial: number): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1;
    return value;
  });
}
