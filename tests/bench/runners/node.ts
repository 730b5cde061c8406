/** Realms that are processes of Node, made from one bundle of `realm/node.ts`. */
import { fork } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';
import type { Realm, Reply, Runner } from '../protocol';
import { vulkanEnvironment } from './vulkan';

/** Below node_modules, so that the bundle finds the packages and git does not find the bundle. */
const FOLDER = 'node_modules/.cache/grimoire-bench';

/** @param root the folder of package.json */
export async function nodeRunner(root: string): Promise<Runner> {
  const folder = path.join(root, FOLDER, `node-${process.pid}`);
  await build({
    root,
    configFile: false,
    envDir: false,
    logLevel: 'error',
    build: {
      ssr: 'tests/bench/realm/node.ts',
      outDir: folder,
      emptyOutDir: true,
      target: 'es2022',
      rollupOptions: { output: { entryFileNames: 'realm.mjs' } },
    },
  });
  const env = { ...process.env, ...(await vulkanEnvironment()) };
  return {
    title: `Node ${process.versions.node}`,
    openRealm: () => Promise.resolve(openRealm(path.join(folder, 'realm.mjs'), env)),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

function openRealm(file: string, env: NodeJS.ProcessEnv): Realm {
  // Drivers and libraries print warnings; the last lines tell why a process ended before its time.
  const child = fork(file, { env, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let stderr = '';
  let ended: string | undefined;
  let deliver: ((reply: Reply<never>) => void) | undefined;
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString()).slice(-2000);
  });
  child.on('message', (reply) => deliver?.(reply as Reply<never>));
  child.on('exit', (code, signal) => {
    ended = `the process ended with ${signal ?? `code ${String(code)}`}: ${stderr.trim().split('\n').at(-1) ?? ''}`;
    deliver?.({ problem: ended });
  });
  return {
    ask: (name, request) =>
      new Promise((resolve) => {
        if (ended !== undefined) {
          resolve({ problem: ended });
          return;
        }
        deliver = resolve;
        child.send({ name, request });
      }),
    close: () =>
      new Promise((resolve) => {
        if (ended !== undefined) resolve();
        else child.once('exit', () => resolve()).kill();
      }),
  };
}
