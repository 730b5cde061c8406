/** `npm run bench -- …`: see tests/bench/bench.ts, which is run as it stands through Vite's module runner. */
import { ensureInstalled } from './lib/install.mjs';
import { root } from './lib/processes.mjs';

await ensureInstalled();
const { createServer, createServerModuleRunner } = await import('vite');
const server = await createServer({
  root,
  configFile: false,
  envDir: false,
  appType: 'custom',
  logLevel: 'error', // which goes to stderr; stdout belongs to the report
  optimizeDeps: { noDiscovery: true },
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
});
const runner = createServerModuleRunner(server.environments.ssr, { hmr: false });
const { main } = await runner.import('/tests/bench/bench.ts');
const code = await main(root, process.argv.slice(2));
await server.close();
process.stdout.write('', () => process.exit(code));
