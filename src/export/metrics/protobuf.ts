/** The few kinds of protobuf fields that event files need (https://protobuf.dev/programming-guides/encoding/). */

const VARINT = 0;
const FIXED64 = 1;
const LENGTH = 2;
const FIXED32 = 5;
/** A varint of a number below 2⁵³ is at most so long. */
const MOST_VARINT = 8;

/** A message that is written field by field into memory of its own, which is used again when it is begun anew. */
export class Message {
  private memory = new Uint8Array(256);
  private view = new DataView(this.memory.buffer);
  private length = 0;

  /** What has been written; good until something else is. */
  get bytes(): Uint8Array {
    return this.memory.subarray(0, this.length);
  }

  begin(): this {
    this.length = 0;
    return this;
  }

  /** An int64 that is not negative and below 2⁵³. */
  integer(field: number, value: number): this {
    this.reserve(2 * MOST_VARINT);
    this.varint(field * 8 + VARINT);
    this.varint(value);
    return this;
  }

  double(field: number, value: number): this {
    this.reserve(MOST_VARINT + 8);
    this.varint(field * 8 + FIXED64);
    this.view.setFloat64(this.length, value, true);
    this.length += 8;
    return this;
  }

  float(field: number, value: number): this {
    this.reserve(MOST_VARINT + 4);
    this.varint(field * 8 + FIXED32);
    this.view.setFloat32(this.length, value, true);
    this.length += 4;
    return this;
  }

  /** A text in UTF-8, or another message. */
  part(field: number, bytes: Uint8Array): this {
    this.reserve(2 * MOST_VARINT + bytes.length);
    this.varint(field * 8 + LENGTH);
    this.varint(bytes.length);
    this.memory.set(bytes, this.length);
    this.length += bytes.length;
    return this;
  }

  /** Seven bits a byte, the lowest first; the top bit says that more follow. */
  private varint(value: number): void {
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) this.memory[this.length++] = (rest % 128) + 128;
    this.memory[this.length++] = rest;
  }

  private reserve(more: number): void {
    if (this.length + more <= this.memory.length) return;
    const larger = new Uint8Array(2 * (this.length + more));
    larger.set(this.bytes);
    this.memory = larger;
    this.view = new DataView(larger.buffer);
  }
}
