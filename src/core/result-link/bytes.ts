/** Numbers and texts as bytes, and back. Reading trusts nothing: whatever is not as it was written throws {@link Damaged}. */

/** The bytes are not what this program writes. */
export class Damaged extends Error {
  override readonly name = 'Damaged';
}

export class ByteWriter {
  private readonly bytes: number[] = [];

  byte(value: number): void {
    this.bytes.push(value & 0xff);
  }

  /** A whole number 0 … 2⁵³ − 1, seven bits a byte, the lowest first. */
  whole(value: number): void {
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) this.bytes.push((rest % 128) | 128);
    this.bytes.push(rest);
  }

  /** A small whole number of either sign: 0, −1, 1, −2 … become 0, 1, 2, 3 … */
  signed(value: number): void {
    this.whole(value < 0 ? -2 * value - 1 : 2 * value);
  }

  float(value: number): void {
    const view = new DataView(new ArrayBuffer(4));
    view.setFloat32(0, value, true);
    this.raw(new Uint8Array(view.buffer));
  }

  text(value: string): void {
    const bytes = new TextEncoder().encode(value);
    this.whole(bytes.length);
    this.raw(bytes);
  }

  raw(bytes: Iterable<number>): void {
    for (const byte of bytes) this.bytes.push(byte);
  }

  take(): Uint8Array {
    return Uint8Array.from(this.bytes);
  }
}

export class ByteReader {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  get finished(): boolean {
    return this.at === this.bytes.length;
  }

  byte(): number {
    const byte = this.bytes[this.at++];
    if (byte === undefined) throw new Damaged('It ends too early');
    return byte;
  }

  /** @param most larger numbers are damage */
  whole(most = Number.MAX_SAFE_INTEGER): number {
    let value = 0;
    for (let factor = 1; factor < 2 ** 53; factor *= 128) {
      const byte = this.byte();
      value += (byte & 127) * factor;
      if (byte < 128) {
        if (value > most) throw new Damaged(`A number is larger than ${most}`);
        return value;
      }
    }
    throw new Damaged('A number has no end');
  }

  signed(): number {
    const value = this.whole();
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  }

  float(): number {
    const bytes = this.raw(4);
    return new DataView(bytes.buffer, bytes.byteOffset, 4).getFloat32(0, true);
  }

  /** Without what does not print, or turns the direction of writing around. @param most letters; what is longer is cut */
  text(most: number): string {
    const text = new TextDecoder().decode(this.raw(this.whole(4 * most)));
    return [...text.replace(UNPRINTABLE, '')].slice(0, most).join('');
  }

  raw(length: number): Uint8Array {
    const part = this.bytes.subarray(this.at, this.at + length);
    if (part.length < length) throw new Damaged('It ends too early');
    this.at += length;
    return part;
  }
}

const UNPRINTABLE = /\p{C}|[\u202A-\u202E\u2066-\u2069]/gu;
