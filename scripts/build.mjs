/** `npm run build`: a folder of static files, `dist`, that works from any path of any host. */
import { build } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';

await ensureInstalled();
await build();
