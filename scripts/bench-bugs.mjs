/** `npm run bench:bugs`: which verdicts find which planted bug; see src/cli/bench-bugs.ts. */
import { ensureInstalled } from './lib/install.mjs';
import { runMain } from './lib/typescript.mjs';

await ensureInstalled();
await runMain('/src/cli/bench-bugs.ts', process.argv.slice(2));
