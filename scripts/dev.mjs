/** `npm run dev`: Vite's development server. */
import { ensureInstalled } from './lib/install.mjs';
import { runPackage } from './lib/processes.mjs';

await ensureInstalled();
process.exitCode = await runPackage('vite', process.argv.slice(2));
