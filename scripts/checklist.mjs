/** `npm run checklist -- …`: the Dark Magic article's checklist, with its report; see src/cli/checklist.ts. */
import { ensureInstalled } from './lib/install.mjs';
import { runMain } from './lib/typescript.mjs';

await ensureInstalled();
await runMain('/src/cli/checklist.ts', process.argv.slice(2));
