/** Files of data sets from outside: read from the visitor's disk or fetched when asked to. Their code is loaded only then. */
import { DataError, type DatasetDeclaration, type NamedFile } from '../core/dataset';
import type { Chosen } from '../core/experiment';

/** Far above every file that is accepted; keeps a film dropped by mistake out of memory. */
const LARGEST_FILE = 512 * 2 ** 20;
const MOST_FILES = 50;

/** Reads the files and tells which data set they belong to. @throws DataError */
export async function readFiles(files: readonly File[]): Promise<{ readonly dataset: string; readonly files: readonly NamedFile[] }> {
  const large = files.find((file) => file.size > LARGEST_FILE);
  if (large) throw new DataError(`${large.name} is larger than any file that belongs to a data set here.`);
  if (files.length > MOST_FILES) throw new DataError(`${files.length} files are more than any data set here is made of; drop only those it needs.`);
  const [{ recognise }, named] = await Promise.all([import('../data/recognise'), Promise.all(files.map(readFile))]);
  return recognise(named);
}

async function readFile(file: File): Promise<NamedFile> {
  try {
    return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
  } catch {
    throw new DataError(`${file.name} could not be read; it may be a folder, or it was moved or changed in the meantime.`);
  }
}

/** The newest of each name. */
export function mergeFiles(old: readonly NamedFile[], fresh: readonly NamedFile[]): NamedFile[] {
  return [...old.filter(({ name }) => !fresh.some((file) => file.name === name)), ...fresh];
}

/** A download in preparation or under way. */
export interface Download {
  readonly dataset: string;
  readonly phase: 'measuring' | 'asking' | 'fetching';
  readonly host: string;
  /** Bytes in all, where the server tells. */
  readonly bytes?: number;
  readonly received: number;
}

/** Where the files of a data set can be fetched from, if its settings name an address. */
export function addressOf(data: Chosen): string | undefined {
  const url = data['url'];
  return typeof url === 'string' && URL.canParse(url) ? url : undefined;
}

export async function measureDownload(declaration: DatasetDeclaration, url: string, signal: AbortSignal): Promise<number | undefined> {
  const { measure } = await import('../data/download');
  return measure(url, namesOf(declaration), surroundings(signal));
}

/** @param onReceived bytes so far, of all files together */
export async function fetchFiles(declaration: DatasetDeclaration, url: string, signal: AbortSignal, onReceived: (bytes: number) => void): Promise<NamedFile[]> {
  const { download } = await import('../data/download');
  const received = new Map<string, number>();
  return download(url, namesOf(declaration), {
    ...surroundings(signal),
    onProgress: ({ file, receivedBytes }) => {
      received.set(file, receivedBytes);
      onReceived([...received.values()].reduce((sum, bytes) => sum + bytes, 0));
    },
  });
}

function namesOf({ needs = [] }: DatasetDeclaration): string[] {
  return needs.map(({ file }) => file);
}

function surroundings(signal: AbortSignal) {
  return { fetch: globalThis.fetch.bind(globalThis), caches: globalThis.caches as CacheStorage | undefined, signal };
}
