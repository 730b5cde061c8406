/** Realms that are workers of a page in Chromium, built by Vite and served on localhost. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { build } from 'vite';
import { findChromium } from '../../../scripts/lib/chromium.mjs';
import { serve } from '../../../scripts/serve.mjs';
import type { Message, Realm, Reply, Runner } from '../protocol';
import type { BenchPage } from './page/page';
import type { Suite } from './suites';

const FOLDER = 'node_modules/.cache/grimoire-bench';
const QUIET = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const WEBGPU = ['--enable-unsafe-webgpu', '--enable-features=Vulkan', '--ignore-gpu-blocklist'];
const SOFTWARE_WEBGPU = [...WEBGPU, '--use-webgpu-adapter=swiftshader', '--enable-unsafe-swiftshader'];

/** What runs in the page sees this. */
declare const bench: BenchPage;

/** @param root the folder of package.json @throws with a sentence where there is no Chromium */
export async function chromiumRunner(root: string, { backend, threads }: Suite): Promise<Runner> {
  const executablePath = await findChromium();
  if (executablePath === undefined) throw new Error('no Chrome or Chromium was found; CHROME_PATH may name one');
  const folder = path.join(root, FOLDER, `chromium-${process.pid}`);
  await build({
    root: path.join(root, 'tests/bench/runners/page'),
    configFile: path.join(root, 'vite.config.ts'), // what the product's worker needs, the benchmark's needs too
    envDir: false,
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true, target: 'es2022', minify: false }, // classes of tfjs give kernels their names
  });
  // Isolation allows threads, which one suite is to do without, and a finer clock.
  const site = await serve({ dir: folder, isolation: threads || backend === 'webgpu' });
  const launch = async (args: readonly string[]): Promise<[Browser, Page]> => {
    const browser = await chromium.launch({ executablePath, args: [...QUIET, ...args] });
    const page = await browser.newPage();
    await page.goto(site.url);
    await page.waitForFunction(() => 'bench' in globalThis);
    return [browser, page];
  };
  let [browser, page] = await launch(backend === 'webgpu' ? WEBGPU : []);
  if (backend === 'webgpu' && !(await page.evaluate(() => bench.hasHardwareGpu()))) {
    await browser.close();
    [browser, page] = await launch(SOFTWARE_WEBGPU);
  }
  return {
    title: `Chromium ${browser.version()}`,
    openRealm: () => openRealm(page),
    async close() {
      await browser.close();
      await site.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function openRealm(page: Page): Promise<Realm> {
  const realm = await page.evaluate(() => bench.open());
  return {
    async ask(name, request) {
      try {
        const message = { name, request } as Message;
        return (await page.evaluate(([number, sent]) => bench.ask(number, sent), [realm, message] as const)) as Reply<never>;
      } catch (error) {
        return { problem: `the page failed: ${error instanceof Error ? error.message : String(error)}` };
      }
    },
    close: () => page.evaluate((number) => bench.close(number), realm),
  };
}
