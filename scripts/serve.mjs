/**
 * Serves a folder of static files on localhost, for `npm start` and for the tests.
 *
 *     node scripts/serve.mjs [--port 4173] [--dir dist] [--base /] [--no-isolation]
 *
 * `--no-isolation` leaves out the two headers that make a page cross-origin isolated, as plain static hosts do.
 */
import { createReadStream, realpathSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const TYPES = /** @type {Record<string, string>} */ ({
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
});

/** Shared memory, and so threads in WebAssembly, needs both. */
export const ISOLATION_HEADERS = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

const DIST = fileURLToPath(new URL('../dist', import.meta.url));

/**
 * @param {{ port?: number, dir?: string, base?: string, isolation?: boolean }} [options] `port` 0 takes any free one; `base` is the path that the
 *   folder appears at
 * @returns {Promise<{ url: string, close: () => Promise<void> }>} `url` ends with a slash
 * @throws an error with code EADDRINUSE where the port is taken
 */
export async function serve({ port = 0, dir = DIST, base = '/', isolation = true } = {}) {
  const prefix = `/${base}/`.replace(/\/+/g, '/');
  const server = createServer((request, response) => {
    answer(request, response, { dir, prefix, headers: isolation ? ISOLATION_HEADERS : {} }).catch(() => response.destroy());
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(undefined));
  });
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  const close = () =>
    new Promise((resolve) => {
      server.close(() => resolve(undefined));
      server.closeAllConnections();
    });
  return { url: `http://localhost:${address.port}${prefix}`, close: /** @type {() => Promise<void>} */ (close) };
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {{ dir: string, prefix: string, headers: Record<string, string> }} site
 */
async function answer(request, response, { dir, prefix, headers }) {
  /** @param {number} status @param {string} text */
  const refuse = (status, text) => response.writeHead(status, { ...headers, 'Content-Type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'Only GET and HEAD are answered here.');
  const pathname = decode((request.url ?? '/').replace(/\?.*$/, ''));
  if (`${pathname}/` === prefix) return response.writeHead(308, { ...headers, Location: prefix }).end();
  if (!pathname?.startsWith(prefix)) return refuse(404, 'Not found.');
  const inside = pathname.slice(prefix.length);
  const file = path.join(dir, inside === '' || inside.endsWith('/') ? `${inside}index.html` : inside);
  const found = file.startsWith(dir + path.sep) && !file.includes('\0') ? await stat(file).catch(() => undefined) : undefined;
  if (!found?.isFile()) return refuse(404, 'Not found.');
  const tag = `"${found.size.toString(36)}-${Math.round(found.mtimeMs).toString(36)}"`;
  // Vite names the files of assets/ by a hash of their content.
  const caching = { ETag: tag, 'Cache-Control': inside.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache' };
  if (request.headers['if-none-match'] === tag) return response.writeHead(304, { ...headers, ...caching }).end();
  const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
  response.writeHead(200, { ...headers, ...caching, 'Content-Type': type, 'Content-Length': found.size });
  if (request.method === 'HEAD') return response.end();
  return createReadStream(file)
    .on('error', () => response.destroy())
    .pipe(response);
}

/** @param {string} text @returns {string | undefined} undefined where it is not well-formed */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/**
 * Serves on `port`, or that of the variable PORT, or else on 4173 or the next free one.
 * @param {Omit<NonNullable<Parameters<typeof serve>[0]>, 'port'>} [options]
 * @param {string} [port]
 */
export async function serveOnUsualPort(options = {}, port = process.env.PORT) {
  if (port) {
    if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new Error(`The port is to be a whole number up to 65535, not ${port}.`);
    return serve({ ...options, port: Number(port) });
  }
  for (let candidate = 4173; ; candidate++) {
    try {
      return await serve({ ...options, port: candidate });
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EADDRINUSE' || candidate >= 4273) throw error;
    }
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: { port: { type: 'string' }, dir: { type: 'string' }, base: { type: 'string' }, 'no-isolation': { type: 'boolean' } },
  });
  const site = {
    ...(values.dir === undefined ? {} : { dir: path.resolve(values.dir) }),
    ...(values.base === undefined ? {} : { base: values.base }),
    isolation: !values['no-isolation'],
  };
  const { url } = await serveOnUsualPort(site, values.port);
  console.log(url);
}
