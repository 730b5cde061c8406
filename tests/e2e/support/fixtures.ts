/**
 * `test` and `expect` for the browser tests. This process serves the built page at `baseURL`, and a test fails on any page error, console
 * error or request to another host, unless it says by `tolerate` what it expects to go wrong.
 */
import { test as base } from '@playwright/test';
import { serve } from '../../../scripts/serve.mjs';

export { expect } from '@playwright/test';

/** Serves `dist` in another way, until the end of the test. @returns its URL, which ends with a slash */
export type ServeSite = (options: { base?: string; isolation?: boolean }) => Promise<string>;

interface TestFixtures {
  /** Says that a problem whose text matches is part of the test. */
  tolerate: (pattern: RegExp) => void;
  problems: { found: string[]; tolerated: RegExp[] };
  serveSite: ServeSite;
}

export const test = base.extend<TestFixtures, { site: string }>({
  site: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures that are needed off this pattern
    async ({}, use) => {
      const { url, close } = await serve();
      await use(url);
      await close();
    },
    { scope: 'worker' },
  ],

  baseURL: async ({ site }, use) => use(site),

  problems: [
    async ({ context }, use) => {
      const found: string[] = [];
      const tolerated: RegExp[] = [];
      context.on('weberror', (event) => found.push(`page error: ${event.error().stack ?? String(event.error())}`));
      context.on('console', (message) => {
        if (message.type() === 'error') found.push(`console error: ${message.text()} (${message.location().url})`);
      });
      context.on('request', (request) => {
        const { protocol, hostname } = new URL(request.url());
        if (protocol.startsWith('http') && hostname !== 'localhost') found.push(`request to another host: ${request.url()}`);
      });
      await use({ found, tolerated });
      base.expect(found.filter((problem) => !tolerated.some((pattern) => pattern.test(problem))), 'problems reported by the page').toEqual([]);
    },
    { auto: true },
  ],

  tolerate: async ({ problems }, use) => use((pattern) => problems.tolerated.push(pattern)),

  // eslint-disable-next-line no-empty-pattern -- as above
  serveSite: async ({}, use) => {
    const sites: Awaited<ReturnType<typeof serve>>[] = [];
    await use(async (options) => {
      const site = await serve(options);
      sites.push(site);
      return site.url;
    });
    await Promise.all(sites.map((site) => site.close()));
  },
});
