/** The metrics of one or several runs as one file, in the format of choice. */
import { archive, type OutputFile, type Pause } from '../files/archive';
import { concat, utf8 } from '../files/bytes';
import { safeName } from '../files/file-name';
import { csvHeader, csvLines } from './csv';
import { jsonLines } from './json-lines';
import { titleOf, type MeasuredRun } from './measured-run';
import { eventFileName, eventRecords } from './tensorboard';
import { REPLAY, REPLAY_NAME, wandbHistory, wandbTexts } from './wandb';

export type MetricsFormat = 'csv' | 'jsonl' | 'tensorboard' | 'wandb';

export interface MetricsFile {
  /** What follows the stem of its name. */
  readonly ending: string;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>[];
}

/** @param runs asked for one by one, since the curves of all of them together may be large */
export async function metricsFile(format: MetricsFormat, runs: AsyncIterable<MeasuredRun>, pause: Pause): Promise<MetricsFile> {
  switch (format) {
    case 'csv': {
      const bytes = [utf8(csvHeader())];
      for await (const run of runs) bytes.push(await texts(csvLines(run), pause));
      return { ending: '-metrics.csv', type: 'text/csv;charset=utf-8', bytes };
    }
    case 'jsonl': {
      const bytes: Uint8Array<ArrayBuffer>[] = [];
      for await (const run of runs) bytes.push(await texts(jsonLines(run), pause));
      return { ending: '-metrics.jsonl', type: 'application/jsonl', bytes };
    }
    case 'tensorboard': {
      const files: OutputFile[] = [];
      for await (const run of runs) files.push({ name: `${folderOf(run, files.length + 1)}/${eventFileName(run)}`, bytes: concat(await all(eventRecords(run), pause)) });
      return { ending: '-tensorboard.zip', type: 'application/zip', bytes: await archive(files, pause) };
    }
    case 'wandb': {
      const files: OutputFile[] = [{ name: REPLAY_NAME, bytes: utf8(REPLAY) }];
      let place = 0;
      for await (const run of runs) {
        const folder = folderOf(run, ++place);
        files.push({ name: `${folder}/wandb-history.jsonl`, bytes: await texts(wandbHistory(run), pause) });
        for (const [name, text] of Object.entries(wandbTexts(run))) files.push({ name: `${folder}/${name}`, bytes: utf8(text) });
      }
      return { ending: '-wandb.zip', type: 'application/zip', bytes: await archive(files, pause) };
    }
  }
}

/** All that is given one by one, with time for other work in between. */
async function all<T>(parts: Iterable<T>, pause: Pause): Promise<T[]> {
  const taken: T[] = [];
  for (const part of parts) {
    taken.push(part);
    await pause();
  }
  return taken;
}

async function texts(lines: Iterable<string>, pause: Pause): Promise<Uint8Array<ArrayBuffer>> {
  return utf8((await all(lines, pause)).join(''));
}

/** Numbered, so that runs of one name do not meet. */
function folderOf(run: MeasuredRun, place: number): string {
  return `run-${[String(place), safeName(titleOf(run))].filter((part) => part !== '').join('-')}`;
}
