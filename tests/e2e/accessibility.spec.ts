import type { Page } from '@playwright/test';
import { accessibilityViolations } from './support/axe';
import { expect, test } from './support/fixtures';
import { finished, open, showScreen, SMALL } from './support/page';

const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const SCREENS = ['Experiment', 'Train', 'Why'] as const;

async function shown(page: Page, colorScheme: 'light' | 'dark', viewport: { width: number; height: number }): Promise<void> {
  await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await open(page, SMALL);
  await finished(page);
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the page breaks no rule of accessibility in ${colorScheme} colours`, async ({ page }) => {
    await shown(page, colorScheme, DESKTOP);
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByRole('switch', { name: 'Label smoothing' }).check({ force: true });
    await page.getByRole('button', { name: 'Loss as a table' }).click();
    await page.getByLabel('Batch size', { exact: true }).fill('many');
    expect(await accessibilityViolations(page), 'with a trick, a table and a bad value').toEqual([]);
    for (const [button, dialog] of [
      [/^Backend:/, 'Backend'],
      ['Keyboard shortcuts', 'Keyboard shortcuts'],
    ] as const) {
      await page.getByRole('button', { name: button }).click();
      const opened = page.getByRole('dialog', { name: dialog });
      await expect(opened).toBeVisible();
      await expect(opened).toHaveCSS('opacity', '1');
      expect(await accessibilityViolations(page), dialog).toEqual([]);
      await page.keyboard.press('Escape');
    }
  });

  test(`no screen of a phone does, in ${colorScheme} colours, and none is too wide`, async ({ page }) => {
    await shown(page, colorScheme, PHONE);
    for (const screen of SCREENS) {
      await showScreen(page, screen);
      await page.waitForTimeout(300);
      expect(await accessibilityViolations(page), screen).toEqual([]);
      expect(await page.evaluate(() => document.scrollingElement!.scrollWidth), screen).toBeLessThanOrEqual(PHONE.width);
    }
  });
}

test('what a finger has to hit is 44 pixels high and wide on a phone', async ({ page }) => {
  await shown(page, 'light', PHONE);
  for (const screen of SCREENS) {
    await showScreen(page, screen);
    const small = await page.evaluate(() => {
      const targets = [...document.querySelectorAll<HTMLElement>('button, select, [role=switch], input[type=checkbox], input[type=text], input[type=search]')];
      return targets.flatMap((element) => {
        // A control is hit through its label as well.
        const boxes = [element, ...((element as HTMLInputElement).labels ?? [])].map((part) => part.getBoundingClientRect());
        const visible = element.checkVisibility({ visibilityProperty: true }) && boxes.some(({ width }) => width > 0);
        const large = boxes.some(({ width, height }) => width >= 43.5 && height >= 43.5);
        return visible && !large ? [`${element.getAttribute('aria-label') ?? element.textContent ?? element.id}: ${boxes.map(({ width, height }) => `${Math.round(width)}×${Math.round(height)}`).join(', ')}`] : [];
      });
    });
    expect.soft(small, screen).toEqual([]);
  }
});

test('the colours follow the system until the visitor chooses', async ({ page }) => {
  await shown(page, 'dark', DESKTOP);
  await page.getByRole('button', { name: 'Switch to light colours' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light');
});

test('everything is reached and used by keyboard', async ({ page }) => {
  await shown(page, 'light', DESKTOP);
  await page.getByRole('switch', { name: 'Label smoothing' }).focus();
  await page.keyboard.press('Space');
  await expect(page.getByRole('switch', { name: 'Label smoothing' })).toBeChecked();
  await expect(page).toHaveURL(/&ls$/);
  const lr = page.getByRole('textbox', { name: 'Learning rate' });
  await lr.focus();
  await page.keyboard.press('ArrowUp');
  await expect(lr).not.toHaveValue('0.05');
  const reached = new Set<string>();
  await page.locator('body').focus();
  for (let i = 0; i < 200; i++) {
    await page.keyboard.press('Tab');
    reached.add(await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? ''));
  }
  for (const name of ['Train', 'Reset', 'Share: copy the link', 'Keyboard shortcuts', 'Loss as a table', 'Table of runs']) expect([...reached], name).toContain(name);
});
