/** The built trainer in a worker of its own, beside the page's. */
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';

const COMLINK = createRequire(import.meta.url).resolve('comlink').replace(/esm.*|umd.*/, 'umd/comlink.min.js');

/** Finished at once. */
export const QUICK = './#v=1&data=points&data.size=320&epochs=2';

/** Opens the page and gives it Comlink as a global. @returns the address of the worker that the page starts */
export async function openWithComlink(page: Page): Promise<string> {
  const [worker] = await Promise.all([page.waitForEvent('worker'), page.goto(QUICK)]);
  await page.addScriptTag({ path: COMLINK });
  return worker.url();
}
