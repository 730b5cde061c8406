/** `npm start`: everything a newcomer needs to see the page. */
import { buildIfStale } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { fail } from './lib/processes.mjs';
import { serveOnUsualPort } from './serve.mjs';

await ensureInstalled();
await buildIfStale();
try {
  const { url } = await serveOnUsualPort();
  console.log(`\nGrimoire is at  ${url}\nCtrl-C ends it.`);
} catch (error) {
  const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
  fail(code === 'EADDRINUSE' ? 'That port is taken by another program: end it, or set PORT to another number.' : message);
}
