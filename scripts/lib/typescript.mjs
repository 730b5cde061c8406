/** Running the project's TypeScript as it stands, through Vite's module runner, which knows `import.meta.glob`. */
import { root } from './processes.mjs';

/**
 * Calls the function `main` of a module and ends the process with the code that it returns. The server stays open until then, because modules that are
 * imported late are still served by it.
 * @param {string} file from the project's folder, such as `/src/cli/train.ts`
 * @param {readonly unknown[]} args
 */
export async function runMain(file, ...args) {
  const { createServer, createServerModuleRunner } = await import('vite');
  const server = await createServer({
    root,
    configFile: false,
    envDir: false,
    appType: 'custom',
    logLevel: 'error', // which goes to stderr; stdout belongs to what runs
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  });
  const runner = createServerModuleRunner(server.environments.ssr, { hmr: false });
  const { main } = await runner.import(file);
  const code = await main(...args);
  await server.close();
  // Ends the process even where a backend keeps a handle open, but not before a pipe has taken what was written.
  process.stdout.write('', () => process.exit(code));
}
