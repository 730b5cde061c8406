/**
 * `npm run train -- …`: the command line. Its TypeScript is run as it stands through Vite's module runner, which knows `import.meta.glob`; the
 * server stays open until the run is over, because modules that are imported late are still served by it.
 */
import { ensureInstalled } from './lib/install.mjs';
import { root } from './lib/processes.mjs';

await ensureInstalled();
const { createServer, createServerModuleRunner } = await import('vite');
const server = await createServer({
  root,
  configFile: false,
  envDir: false,
  appType: 'custom',
  logLevel: 'error', // which goes to stderr; stdout belongs to --json
  optimizeDeps: { noDiscovery: true },
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
});
const runner = createServerModuleRunner(server.environments.ssr, { hmr: false });
const { main } = await runner.import('/src/cli/train.ts');
const code = await main(process.argv.slice(2));
await server.close();
// Ends the process even where a backend keeps a handle open, but not before a pipe has taken what was written.
process.stdout.write('', () => process.exit(code));
