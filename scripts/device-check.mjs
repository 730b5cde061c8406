/** `npm run device-check`: whether this machine computes rightly; see src/cli/device-check.ts. */
import { ensureInstalled } from './lib/install.mjs';
import { runMain } from './lib/typescript.mjs';

await ensureInstalled();
await runMain('/src/cli/device-check.ts', process.argv.slice(2));
