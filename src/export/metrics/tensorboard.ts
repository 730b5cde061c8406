/**
 * An event file of TensorBoard: records of TFRecord framing (length as 64 bits, masked CRC-32C of the length, data, masked CRC-32C of the data, all
 * little-endian; https://www.tensorflow.org/tutorials/load_data/tfrecord#tfrecords_format_details), each an `Event` with a `Summary` of scalars
 * (tensorflow/core/util/event.proto, tensorflow/core/framework/summary.proto).
 */
import { crc32c } from '../../core/crc';
import { readHealth } from '../../core/health';
import { utf8 } from '../files/bytes';
import { rowsOf, secondsAt, type MeasuredRun } from './measured-run';
import { Message } from './protobuf';

/** Fields of the messages. */
const EVENT = { wallTime: 1, step: 2, fileVersion: 3, summary: 5 } as const;
const SUMMARY = { value: 1 } as const;
const VALUE = { tag: 1, simpleValue: 2 } as const;
const VERSION = 'brain.Event:2';

type Scalars = Readonly<Record<string, number | undefined>>;

/** TensorBoard looks for `tfevents` in names, and takes the folder as the run's name. */
export function eventFileName({ created }: MeasuredRun): string {
  return `events.out.tfevents.${String(Math.floor(created / 1000)).padStart(10, '0')}.grimoire`;
}

/** Its records, one by one: a run with many probes has much to say. */
export function* eventRecords(run: MeasuredRun): Generator<Uint8Array> {
  const timeAt = (step: number) => run.created / 1000 + secondsAt(run, step);
  const [event, summary, value] = [new Message(), new Message(), new Message()];
  const names = new Map<string, Uint8Array>();
  const nameOf = (tag: string): Uint8Array => {
    const known = names.get(tag) ?? utf8(tag);
    names.set(tag, known);
    return known;
  };
  yield record(event.begin().double(EVENT.wallTime, timeAt(0)).part(EVENT.fileVersion, utf8(VERSION)).bytes);
  for (const { step, scalars } of scalarsByStep(run)) {
    summary.begin();
    for (const [tag, scalar] of Object.entries(scalars())) {
      if (scalar !== undefined) summary.part(SUMMARY.value, value.begin().part(VALUE.tag, nameOf(tag)).float(VALUE.simpleValue, scalar).bytes);
    }
    if (summary.bytes.length > 0) yield record(event.begin().double(EVENT.wallTime, timeAt(step)).integer(EVENT.step, step).part(EVENT.summary, summary.bytes).bytes);
  }
}

/** In ascending order of steps. */
function scalarsByStep(run: MeasuredRun): { readonly step: number; readonly scalars: () => Scalars }[] {
  const rows = rowsOf(run).map((row) => ({
    step: row.step,
    scalars: () => ({
      'train/objective': row.objective,
      'train/learning_rate': row.learningRate,
      'train/loss': row.trainLoss,
      'train/accuracy': row.trainAccuracy,
      'dev/loss': row.devLoss,
      'dev/accuracy': row.devAccuracy,
    }),
  }));
  const probed = (run.curves?.probes ?? []).map(({ step, figures }) => ({ step: step + 1, scalars: () => healthScalars(run, figures) }));
  return [...rows, ...probed].sort((a, b) => a.step - b.step).concat([{ step: run.step, scalars: () => finalScalars(run) }]);
}

/** What is known at the end. */
export function finalScalars({ final, test }: MeasuredRun): Scalars {
  return {
    ...(final ? { 'final/train_loss': final.train.loss, 'final/train_accuracy': final.train.accuracy, 'final/dev_loss': final.dev.loss, 'final/dev_accuracy': final.dev.accuracy } : {}),
    ...(test ? { 'final/test_loss': test.loss, 'final/test_accuracy': test.accuracy } : {}),
  };
}

function healthScalars({ curves }: MeasuredRun, figures: Float32Array): Scalars {
  if (!curves?.health) return {};
  const { parameters, layers } = readHealth(curves.health, figures);
  return Object.fromEntries([
    ...curves.health.parameters.flatMap((path, i) => (['weight', 'gradient', 'update'] as const).map((figure) => [`${figure}_rms/${path}`, parameters[i]![figure]])),
    ...curves.health.layers.map(({ name }, i) => [`activation_rms/${name}`, layers[i]!.activation]),
  ]) as Scalars;
}

/** As TFRecord files hold it, so that a checksum of data with checksums in it is no special case: rotated right by 15 bits, plus a constant. */
export function maskedCrc32c(bytes: Uint8Array): number {
  const value = crc32c(bytes);
  return (((value >>> 15) | (value << 17)) + 0xa282ead8) >>> 0;
}

/** A copy of the data with its frame. */
function record(data: Uint8Array): Uint8Array {
  const framed = new Uint8Array(8 + 4 + data.length + 4);
  const view = new DataView(framed.buffer);
  view.setBigUint64(0, BigInt(data.length), true);
  view.setUint32(8, maskedCrc32c(framed.subarray(0, 8)), true);
  framed.set(data, 12);
  view.setUint32(12 + data.length, maskedCrc32c(data), true);
  return framed;
}
