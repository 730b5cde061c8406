import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve } from '../../scripts/serve.mjs';

let folder: string;
const sites: Awaited<ReturnType<typeof serve>>[] = [];

async function site(options: Parameters<typeof serve>[0] = {}): Promise<string> {
  const started = await serve({ dir: path.join(folder, 'dist'), ...options });
  sites.push(started);
  return started.url;
}

/** A request whose path is sent as it stands: `fetch` would tidy it first. */
function statusOfRawPath(url: string, rawPath: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    request({ hostname, port, path: rawPath }, (response) => resolve(response.resume().statusCode)).on('error', reject).end();
  });
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'grimoire-serve-'));
  await mkdir(path.join(folder, 'dist', 'assets'), { recursive: true });
  await writeFile(path.join(folder, 'secret.txt'), 'secret');
  await writeFile(path.join(folder, 'dist', 'index.html'), '<p>page</p>');
  await writeFile(path.join(folder, 'dist', 'assets', 'a.wasm'), 'wasm');
});

afterAll(async () => {
  await Promise.all(sites.map(({ close }) => close()));
  await rm(folder, { recursive: true });
});

describe('serve', () => {
  it('sends the page with the isolation headers', async () => {
    const response = await fetch(await site());
    expect(await response.text()).toBe('<p>page</p>');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(response.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
  });

  it('leaves them out like a plain host, and serves below a path only', async () => {
    const url = await site({ base: '/course/grimoire', isolation: false });
    expect(url).toMatch(/^http:\/\/localhost:\d+\/course\/grimoire\/$/);
    const response = await fetch(url);
    expect(response.status).toBe(200);
    expect(response.headers.get('cross-origin-embedder-policy')).toBeNull();
    expect((await fetch(url.slice(0, -1))).url).toBe(url);
    expect((await fetch(new URL('/', url))).status).toBe(404);
  });

  it('lets the browser keep hashed files for ever and asks again for the rest', async () => {
    const url = await site();
    const asset = await fetch(`${url}assets/a.wasm`);
    expect(asset.headers.get('content-type')).toBe('application/wasm');
    expect(asset.headers.get('cache-control')).toContain('immutable');
    const page = await fetch(url);
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect((await fetch(url, { headers: { 'If-None-Match': page.headers.get('etag') ?? '' } })).status).toBe(304);
  });

  it.each(['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/assets/..%2f..%2fsecret.txt', '/%00', '/%', '/assets', '/none.js'])(
    'answers %s with 404',
    async (rawPath) => {
      expect(await statusOfRawPath(await site(), rawPath)).toBe(404);
    },
  );

  it('refuses to write', async () => {
    expect((await fetch(await site(), { method: 'POST' })).status).toBe(405);
  });

  it('says so when the port is taken', async () => {
    const { port } = new URL(await site());
    await expect(serve({ port: Number(port) })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
