/** Event files, read by another program: framing, checksums and messages after the descriptions of the formats. */
import { describe, expect, it } from 'vitest';
import { concat, utf8 } from '../../../src/export/files/bytes';
import { crc32c } from '../../../src/core/crc';
import { eventFileName, eventRecords, maskedCrc32c } from '../../../src/export/metrics/tensorboard';
import { sampleRun } from './sample-run';

/** Bit by bit over the plain polynomial, most significant bit first, with the reflections done by hand. */
function slowCrc32c(bytes: Uint8Array): number {
  const reflect = (value: bigint, bits: number) => BigInt(`0b${[...value.toString(2).padStart(bits, '0')].reverse().join('')}`);
  let remainder = 0xffffffffn;
  for (const byte of bytes) {
    remainder ^= reflect(BigInt(byte), 8) << 24n;
    for (let bit = 0; bit < 8; bit++) remainder = remainder & 0x80000000n ? ((remainder << 1n) ^ 0x1edc6f41n) & 0xffffffffn : (remainder << 1n) & 0xffffffffn;
  }
  return Number(reflect(remainder, 32) ^ 0xffffffffn);
}

const masked = (crc: number) => Number((((BigInt(crc) >> 15n) | (BigInt(crc) << 17n)) + 0xa282ead8n) & 0xffffffffn);

interface Event {
  wallTime?: number;
  step?: number;
  version?: string;
  scalars: Record<string, number>;
}

/** All fields of a message: number, and value by wire type. */
function fields(bytes: Uint8Array): [number, number | Uint8Array][] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: [number, number | Uint8Array][] = [];
  let at = 0;
  const varint = (): number => {
    let [value, shift] = [0n, 0n];
    for (;;) {
      const byte = bytes[at++]!;
      value |= BigInt(byte & 127) << shift;
      shift += 7n;
      if (byte < 128) return Number(value);
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const field = tag >> 3;
    if ((tag & 7) === 0) found.push([field, varint()]);
    else if ((tag & 7) === 1) found.push([field, view.getFloat64((at += 8) - 8, true)]);
    else if ((tag & 7) === 5) found.push([field, view.getFloat32((at += 4) - 4, true)]);
    else {
      expect(tag & 7).toBe(2);
      const length = varint();
      found.push([field, bytes.subarray(at, (at += length))]);
    }
  }
  expect(at).toBe(bytes.length);
  return found;
}

function readEvents(bytes: Uint8Array): Event[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const events: Event[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = Number(view.getBigUint64(at, true));
    expect(view.getUint32(at + 8, true)).toBe(masked(slowCrc32c(bytes.subarray(at, at + 8))));
    const data = bytes.subarray(at + 12, at + 12 + length);
    expect(view.getUint32(at + 12 + length, true)).toBe(masked(slowCrc32c(data)));
    at += 16 + length;
    const event: Event = { scalars: {} };
    for (const [field, value] of fields(data)) {
      if (field === 1) event.wallTime = value as number;
      else if (field === 2) event.step = value as number;
      else if (field === 3) event.version = new TextDecoder().decode(value as Uint8Array);
      else {
        expect(field).toBe(5);
        for (const [inner, scalar] of fields(value as Uint8Array)) {
          expect(inner).toBe(1);
          const { 1: tag, 2: number } = Object.fromEntries(fields(scalar as Uint8Array));
          event.scalars[new TextDecoder().decode(tag as Uint8Array)] = number as number;
        }
      }
    }
    events.push(event);
  }
  return events;
}

describe('CRC-32C', () => {
  it('is that of RFC 3720, appendix B.4', () => {
    const vectors: [Uint8Array, number][] = [
      [new Uint8Array(32), 0x8a9136aa],
      [new Uint8Array(32).fill(0xff), 0x62a8ab43],
      [Uint8Array.from({ length: 32 }, (_, i) => i), 0x46dd794e],
      [Uint8Array.from({ length: 32 }, (_, i) => 31 - i), 0x113fdb5c],
      [utf8('123456789'), 0xe3069283],
    ];
    for (const [bytes, crc] of vectors) expect([crc32c(bytes), slowCrc32c(bytes), maskedCrc32c(bytes)]).toEqual([crc, crc, masked(crc)]);
  });
});

describe('an event file', () => {
  const events = readEvents(concat([...eventRecords(sampleRun())]));

  it('begins with its version and holds every scalar under its step', () => {
    expect(events[0]).toMatchObject({ version: 'brain.Event:2', scalars: {} });
    const float = Math.fround;
    expect(events.slice(1).map(({ step, scalars }) => [step, scalars])).toEqual([
      [0, { 'train/loss': float(2.3), 'train/accuracy': float(0.1), 'dev/loss': float(2.31), 'dev/accuracy': float(0.09) }],
      [1, { 'train/objective': float(2.3), 'train/learning_rate': float(0.1) }],
      [2, { 'train/objective': float(1e-8), 'train/learning_rate': float(0.05), 'train/loss': 1.5, 'train/accuracy': float(0.4), 'dev/loss': 1.625, 'dev/accuracy': float(0.38) }],
      [2, { 'weight_rms/output/kernel': 0.5, 'gradient_rms/output/kernel': 0.25, 'update_rms/output/kernel': 0.125, 'activation_rms/output': 1.5 }],
      [4, { 'train/objective': NaN, 'train/learning_rate': 0 }],
      [4, { 'final/train_loss': 0.5, 'final/train_accuracy': 0.75, 'final/dev_loss': 0.625, 'final/dev_accuracy': float(0.7), 'final/test_loss': float(0.7), 'final/test_accuracy': float(0.65) }],
    ]);
  });

  it('has times that ascend with the steps', () => {
    const begun = Date.UTC(2026, 0, 2, 3, 4, 5, 678) / 1000;
    expect(events.map(({ wallTime }) => wallTime)).toEqual([0, 0, 2.5, 5, 5, 10, 10].map((seconds) => begun + seconds));
  });

  it('is one that TensorBoard looks for', () => {
    expect(eventFileName(sampleRun())).toBe('events.out.tfevents.1767323045.grimoire');
  });

  it('holds long names, many scalars and large steps', () => {
    const run = sampleRun();
    const path = `${'ü'.repeat(200)}/kernel`;
    const health = { parameters: [path], layers: [] };
    const long = { ...run, step: 2 ** 40, curves: { ...run.curves!, at: Float64Array.of(2 ** 40 - 1), objective: Float32Array.of(1), learningRate: Float32Array.of(1), evaluations: [], health, probes: [{ step: 5, figures: Float32Array.of(1, 2, 3, 4) }] } };
    const read = readEvents(concat([...eventRecords(long)]));
    expect(read[1]!.scalars[`update_rms/${path}`]).toBe(3);
    expect(read[2]!.step).toBe(2 ** 40);
  });
});
