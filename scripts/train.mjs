/** `npm run train -- …`: the command line; see src/cli/train.ts. */
import { ensureInstalled } from './lib/install.mjs';
import { runMain } from './lib/typescript.mjs';

await ensureInstalled();
await runMain('/src/cli/train.ts', process.argv.slice(2));
