/** `npm run compare -- …`: a declared comparison of two recipes; see src/cli/compare.ts. */
import { ensureInstalled } from './lib/install.mjs';
import { runMain } from './lib/typescript.mjs';

await ensureInstalled();
await runMain('/src/cli/compare.ts', process.argv.slice(2));
