import { describe, expect, it } from 'vitest';
import { download, measure, type DownloadOptions, type Progress } from '../../src/data/download';
import { bytesOf } from './readers/fixtures';

const BASE = 'https://data.example/mnist';
const content = Uint8Array.from({ length: 1000 }, (_, i) => i % 256);

interface Request {
  readonly url: string;
  readonly init: RequestInit;
}

/** A fetch that answers from a function and remembers what was asked. */
function fakeFetch(answer: (url: string, init: RequestInit) => Response | Promise<Response>): { fetch: typeof fetch; requests: Request[] } {
  const requests: Request[] = [];
  const fetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    requests.push({ url: String(input), init });
    return answer(String(input), init);
  };
  return { fetch, requests };
}

/** A cache storage in memory. */
function fakeCaches(): { caches: CacheStorage; kept: Map<string, Response> } {
  const kept = new Map<string, Response>();
  const cache = {
    match: async (url: string) => kept.get(url)?.clone(),
    put: async (url: string, response: Response) => void kept.set(url, response),
  };
  return { caches: { open: async () => cache } as unknown as CacheStorage, kept };
}

const data = (headers: Record<string, string> = { 'content-length': '1000' }): Response => new Response(content.slice(), { headers });
const failing = (answer: () => Response | Promise<Response>, options: Partial<DownloadOptions> = {}): Promise<unknown> =>
  download(BASE, ['a.bin'], { fetch: fakeFetch(answer).fetch, ...options });

describe('download', () => {
  it('fetches files side by side in one folder, without cookies or referrer', async () => {
    const { fetch, requests } = fakeFetch(() => data());
    const files = await download(BASE, ['a b.bin', 'c.bin'], { fetch });
    expect(files).toEqual([
      { name: 'a b.bin', bytes: content },
      { name: 'c.bin', bytes: content },
    ]);
    expect(requests.map(({ url }) => url)).toEqual(['https://data.example/mnist/a%20b.bin', 'https://data.example/mnist/c.bin']);
    expect(requests[0]!.init).toMatchObject({ method: 'GET', credentials: 'omit', referrerPolicy: 'no-referrer' });
  });

  it('reports progress up to the whole', async () => {
    const seen: Progress[] = [];
    await download(`${BASE}/`, ['a.bin', 'b.bin'], { fetch: fakeFetch(() => data()).fetch, onProgress: (progress) => seen.push(progress) });
    expect(seen.at(-1)).toEqual({ file: 'b.bin', index: 1, files: 2, receivedBytes: 1000, totalBytes: 1000 });
    const unsized: Progress[] = [];
    await download(BASE, ['a.bin'], { fetch: fakeFetch(() => data({})).fetch, onProgress: (progress) => unsized.push(progress) });
    expect(unsized.at(-1)).toEqual({ file: 'a.bin', index: 0, files: 1, receivedBytes: 1000 });
  });

  it('keeps what it fetched, and asks no server for it again until the browser has forgotten it', async () => {
    const { caches, kept } = fakeCaches();
    const { fetch, requests } = fakeFetch(() => data());
    const options = { fetch, caches };
    for (let visit = 0; visit < 2; visit++) expect((await download(BASE, ['a.bin'], options))[0]!.bytes).toEqual(content);
    expect(requests).toHaveLength(1);
    kept.clear();
    await download(BASE, ['a.bin'], options);
    expect(requests).toHaveLength(2);
  });

  it('does without a cache that is refused or full', async () => {
    const { fetch } = fakeFetch(() => data());
    const refused = { open: () => Promise.reject(new Error('SecurityError')) } as unknown as CacheStorage;
    const full = {
      open: async () => ({ match: async () => undefined, put: () => Promise.reject(new Error('QuotaExceededError')) }),
    } as unknown as CacheStorage;
    for (const caches of [refused, full, undefined]) expect(await download(BASE, ['a.bin'], { fetch, caches })).toHaveLength(1);
  });

  it.each<[string, () => Response | Promise<Response>, string]>([
    ['a missing file', () => new Response('', { status: 404 }), 'a.bin should come from data.example, but there is no such file at that address'],
    ['a server in trouble', () => new Response('', { status: 503 }), 'the server answered with error 503.'],
    ['no connection or CORS header', () => Promise.reject(new TypeError('Failed to fetch')), 'failed or the server does not let other sites'],
    ['a web page', () => new Response('<!DOCTYPE html><p>Not here'), 'what came is a web page, not data.'],
    ['nothing', () => new Response(''), 'what came is empty.'],
    ['nothing at all', () => new Response(null), 'what came is empty.'],
    ['a declared size beyond the limit', () => data({ 'content-length': '999999999999' }), 'it is larger than 268,435,456 bytes.'],
  ])('refuses %s with a sentence, and keeps nothing', async (_, answer, sentence) => {
    const { caches, kept } = fakeCaches();
    const attempt = failing(answer, { caches });
    await expect(attempt).rejects.toMatchObject({ name: 'DataError', message: expect.stringContaining(sentence) as string });
    expect(kept.size).toBe(0);
  });

  it('stops reading a body without an end at the limit', async () => {
    let pulled = 0;
    let cancelled = false;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        pulled++;
        controller.enqueue(new Uint8Array(1000).fill(1));
      },
      cancel: () => {
        cancelled = true;
      },
    });
    await expect(failing(() => new Response(endless), { limit: 5000 })).rejects.toThrow('it is larger than 5,000 bytes');
    expect(pulled).toBeLessThan(10);
    expect(cancelled).toBe(true);
  });

  it('says so when the connection breaks on the way', async () => {
    let first = true;
    const broken = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        if (first) controller.enqueue(bytesOf(1, 2, 3));
        else controller.error(new TypeError('network error'));
        first = false;
      },
    });
    await expect(failing(() => new Response(broken))).rejects.toThrow('the connection failed');
  });

  it("ends with the signal's reason when aborted, before or on the way", async () => {
    const early = AbortSignal.abort(new Error('early'));
    const { fetch, requests } = fakeFetch(() => data());
    await expect(download(BASE, ['a.bin'], { fetch, signal: early })).rejects.toThrow('early');
    expect(requests).toHaveLength(0);

    const controller = new AbortController();
    const hanging = failing(
      () =>
        new Promise((_, reject) => {
          controller.signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
          controller.abort(new Error('by the user'));
        }),
      { signal: controller.signal },
    );
    await expect(hanging).rejects.toThrow('by the user');
  });

  it.each(['', 'data/', 'ftp://x/', 'javascript:alert(1)', 'https://', 'file:///etc'])('makes no request to "%s"', async (base) => {
    const { fetch, requests } = fakeFetch(() => data());
    await expect(download(base, ['a.bin'], { fetch })).rejects.toMatchObject({ name: 'DataError' });
    await expect(measure(base, ['a.bin'], { fetch })).rejects.toMatchObject({ name: 'DataError' });
    expect(requests).toHaveLength(0);
  });
});

describe('measure', () => {
  it('adds up what is still to be fetched by HEAD requests', async () => {
    const { caches, kept } = fakeCaches();
    const { fetch, requests } = fakeFetch(() => new Response(null, { headers: { 'content-length': '500' } }));
    expect(await measure(BASE, ['a.bin', 'b.bin'], { fetch, caches })).toBe(1000);
    kept.set(`${BASE}/a.bin`, data());
    expect(await measure(BASE, ['a.bin', 'b.bin'], { fetch, caches })).toBe(500);
    expect(requests.every(({ init }) => init.method === 'HEAD')).toBe(true);
  });

  it('is undefined where the server does not tell', async () => {
    const answers = [() => new Response(null), () => new Response(null, { status: 405 }), () => Promise.reject(new TypeError('Failed to fetch'))];
    for (const answer of answers) expect(await measure(BASE, ['a.bin'], { fetch: fakeFetch(answer).fetch })).toBeUndefined();
  });
});
