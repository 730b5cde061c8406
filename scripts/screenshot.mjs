/** `npm run screenshot`: builds the page, lets it race two schedules, and takes the picture that the README shows. */
import { chromium } from '@playwright/test';
import { buildIfStale } from './lib/build.mjs';
import { findChromium } from './lib/chromium.mjs';
import { serve } from './serve.mjs';

await buildIfStale();
const site = await serve();
const executablePath = await findChromium();
const browser = await chromium.launch({ args: ['--no-sandbox'], ...(executablePath ? { executablePath } : {}) });
const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' });
const finished = () => page.waitForFunction(() => document.querySelector('[role=status]')?.textContent?.startsWith('Finished'), undefined, { timeout: 120_000 });
await page.goto(`${site.url}#v=1&data.size=4000&epochs=4`);
await finished();
await page.getByRole('combobox', { name: 'Schedule' }).selectOption('cosine-power-cycles');
await page.getByRole('button', { name: 'Train this' }).click();
await page.waitForTimeout(1000);
await finished();
await page.evaluate(() => document.querySelectorAll('aside').forEach((column) => column.scrollTo(0, 0)));
await page.mouse.move(0, 0);
await page.waitForTimeout(1000);
await page.screenshot({ path: '.github/screenshot.png' });
await browser.close();
await site.close();
