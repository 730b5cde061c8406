/** `npm run lessons`: measures what the lessons of the page ask; see src/cli/lessons.ts. */
import { ensureInstalled } from './lib/install.mjs';
import { runMain } from './lib/typescript.mjs';

await ensureInstalled();
await runMain('/src/cli/lessons.ts', process.argv.slice(2));
