/** Accessibility checks by axe-core itself, put into the page. */
import type { Page } from '@playwright/test';
import axe from 'axe-core';

/**
 * @param within a CSS selector of the part to check; the whole page without it
 * @returns one line for each element that breaks a rule of WCAG 2.2 A or AA: rule, element, what is wrong
 */
export async function accessibilityViolations(page: Page, within?: string): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async (selector) => {
    const { axe: injected } = globalThis as unknown as { axe: typeof axe };
    const results = await injected.run(selector ?? document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      resultTypes: ['violations'],
    });
    return results.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`));
  }, within);
}
