/**
 * FNV-1a with 64 bits: a short name for bytes, the same on every machine. It guards against mistakes and chance, not against somebody who wants two
 * contents to have the same name. Prime and offset: Fowler, Noll, Vo and Eastlake, "The FNV non-cryptographic hash algorithm", RFC 9923.
 */
export class Fnv64 {
  /** The upper and the lower 32 bits of the offset basis. */
  private high = 0xcbf29ce4;
  private low = 0x84222325;

  add(bytes: Uint8Array): this {
    let { high, low } = this;
    for (let i = 0; i < bytes.length; i++) {
      // The prime is 2⁴⁰ + 0x1b3; every product here stays below 2⁵³.
      low = (low ^ bytes[i]!) >>> 0;
      const product = low * 0x1b3;
      high = (high * 0x1b3 + Math.floor(product / 2 ** 32) + low * 256) % 2 ** 32;
      low = product >>> 0;
    }
    this.high = high;
    this.low = low;
    return this;
  }

  /** Numbers as float64, little-endian. */
  addNumbers(...values: readonly number[]): this {
    const bytes = new DataView(new ArrayBuffer(8 * values.length));
    values.forEach((value, i) => bytes.setFloat64(8 * i, value, true));
    return this.add(new Uint8Array(bytes.buffer));
  }

  /** 16 hexadecimal digits. */
  get hex(): string {
    return [this.high, this.low].map((word) => word.toString(16).padStart(8, '0')).join('');
  }
}
