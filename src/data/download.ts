/**
 * Fetches the files of a data set from a public address, when the user asks for it: nothing here is called on its own, and only these functions make
 * requests. What was fetched is kept in the browser's cache for the next visit.
 */
import { DataError, type NamedFile } from '../core/dataset';
import { grouped } from '../core/words';
import { MAX_INFLATED, looksLike } from './readers/limits';

export interface Progress {
  /** The file being fetched, and its place among all of them. */
  readonly file: string;
  readonly index: number;
  readonly files: number;
  readonly receivedBytes: number;
  /** Missing where the server does not say; may be too small where it compresses on the way. */
  readonly totalBytes?: number;
}

export interface DownloadOptions {
  /** `globalThis.fetch`, but for tests. */
  readonly fetch: typeof fetch;
  /** `globalThis.caches`, where files are kept for the next visit. Node has none, nor has a page without https. */
  readonly caches?: CacheStorage | undefined;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** The most bytes per file. */
  readonly limit?: number;
}

const CACHE_NAME = 'grimoire-data';

/**
 * Fetches files that lie side by side, one after the other.
 * @param base the address of their folder, https or http
 * @returns the files in the order of `names`
 * @throws DataError with a sentence for the user; where the signal aborts, its reason
 */
export async function download(base: string, names: readonly string[], options: DownloadOptions): Promise<NamedFile[]> {
  const cache = await openCache(options);
  const files: NamedFile[] = [];
  for (const [index, name] of names.entries()) {
    options.signal?.throwIfAborted();
    const url = addressOf(base, name);
    const kept = await cache?.match(url);
    const report = (receivedBytes: number, totalBytes?: number): void =>
      options.onProgress?.({ file: name, index, files: names.length, receivedBytes, ...(totalBytes === undefined ? {} : { totalBytes }) });
    const bytes = kept ? new Uint8Array(await kept.arrayBuffer()) : await fetchBytes(url, name, options, report);
    if (kept) report(bytes.length, bytes.length);
    // a full disk is no reason to fail: the next visit fetches the file again
    else await cache?.put(url, new Response(bytes)).catch(() => undefined);
    files.push({ name, bytes });
  }
  return files;
}

/**
 * How many bytes {@link download} would fetch, by asking the server for the sizes only; files kept from an earlier visit count nothing.
 * @returns undefined where the server does not tell
 * @throws DataError where the address is none; where the signal aborts, its reason
 */
export async function measure(base: string, names: readonly string[], options: DownloadOptions): Promise<number | undefined> {
  const cache = await openCache(options);
  let total = 0;
  for (const name of names) {
    const url = addressOf(base, name);
    if (await cache?.match(url)) continue;
    const response = await request(url, 'HEAD', options).catch(() => undefined);
    options.signal?.throwIfAborted();
    const length = response?.ok ? lengthOf(response) : undefined;
    if (length === undefined) return undefined;
    total += length;
  }
  return total;
}

function addressOf(base: string, name: string): string {
  const folder = base.trim().endsWith('/') ? base.trim() : `${base.trim()}/`;
  if (!/^https?:\/\/[^/]/i.test(folder) || !URL.canParse(folder)) {
    throw new DataError(`The address of the files should begin with https:// and name a folder, but it is "${base.slice(0, 80)}".`);
  }
  return new URL(encodeURIComponent(name), folder).href;
}

async function fetchBytes(
  url: string,
  name: string,
  options: DownloadOptions,
  report: (received: number, total?: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const { limit = MAX_INFLATED } = options;
  const { host } = new URL(url);
  const failed = (found: string): DataError => new DataError(`${name} should come from ${host}, but ${found}.`);
  const tooLong = (): DataError => failed(`it is larger than ${grouped(limit)} bytes`);
  try {
    const response = await request(url, 'GET', options);
    if (response.status === 404) throw failed('there is no such file at that address (404)');
    if (!response.ok) throw failed(`the server answered with error ${response.status}`);
    const total = lengthOf(response);
    if (total !== undefined && total > limit) throw tooLong();
    const bytes = await collect(response, limit, tooLong, (received) => report(received, total));
    if (bytes.length === 0) throw failed('what came is empty');
    if (looksLike(bytes) === 'a web page') throw failed('what came is a web page, not data');
    return bytes;
  } catch (error) {
    options.signal?.throwIfAborted();
    if (error instanceof DataError) throw error;
    // a browser gives one and the same TypeError for both, and on purpose
    throw failed('the connection failed or the server does not let other sites read its files (CORS); you can get them yourself and drop them here');
  }
}

/** Neither cookies nor the address of this page go to the server. */
function request(url: string, method: 'GET' | 'HEAD', { fetch, signal }: DownloadOptions): Promise<Response> {
  return fetch(url, { method, credentials: 'omit', referrerPolicy: 'no-referrer', ...(signal ? { signal } : {}) });
}

/** Reads a body to its end or to the limit. */
async function collect(
  { body }: Response,
  limit: number,
  tooLong: () => DataError,
  report: (received: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!body) return new Uint8Array(0);
  const chunks: Uint8Array[] = [];
  let received = 0;
  const reader = body.getReader();
  for (let turn = await reader.read(); !turn.done; turn = await reader.read()) {
    received += turn.value.length;
    if (received > limit) {
      await reader.cancel();
      throw tooLong();
    }
    chunks.push(turn.value);
    report(received);
  }
  const bytes = new Uint8Array(received);
  let filled = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, filled);
    filled += chunk.length;
  }
  return bytes;
}

function lengthOf(response: Response): number | undefined {
  const length = response.headers.get('content-length') ?? '';
  return /^\d{1,15}$/.test(length) ? Number(length) : undefined;
}

/** A page in a sandboxed frame has a cache storage that refuses to open. */
async function openCache({ caches }: DownloadOptions): Promise<Cache | undefined> {
  return caches?.open(CACHE_NAME).catch(() => undefined);
}
