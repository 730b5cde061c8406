/** `npm run bench -- …`: see tests/bench/bench.ts. */
import { ensureInstalled } from './lib/install.mjs';
import { root } from './lib/processes.mjs';
import { runMain } from './lib/typescript.mjs';

await ensureInstalled();
await runMain('/tests/bench/bench.ts', root, process.argv.slice(2));
