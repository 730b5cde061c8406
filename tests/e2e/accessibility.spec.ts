import type { Page } from '@playwright/test';
import { accessibilityViolations } from './support/axe';
import { expect, test } from './support/fixtures';
import { addTrick, finished, open, showScreen, showView, SMALL } from './support/page';

const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const SCREENS = ['Experiment', 'Train', 'Inside'] as const;

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
    await page.getByRole('searchbox', { name: 'Find a trick' }).fill('smooth');
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

/** A card with a curve, one with a drawing of the network, one with a conflict, and one that cannot act. */
const CARDS = ['Cosine power cycles', 'Squeeze-and-excite', 'Weight decay', 'Attention pooling'];

async function openCard(page: Page, title: string): Promise<void> {
  const back = page.getByRole('button', { name: '← All tricks' });
  if (await back.isVisible()) await back.click();
  await page.getByRole('main').getByRole('button', { name: title }).first().click();
  await expect(page.getByRole('article', { name: title })).toBeVisible();
  await expect(page.locator('article .katex-display').first()).toBeVisible();
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of [DESKTOP, PHONE]) {
    test(`the tricks and the script break none in ${colorScheme} colours, ${viewport.width} pixels wide`, async ({ page }) => {
      await shown(page, colorScheme, viewport);
      if (viewport === PHONE) await showScreen(page, 'Experiment');
      await page.getByRole('combobox', { name: 'Optimizer' }).selectOption('adamw');
      if (viewport === PHONE) await showScreen(page, 'Train');
      await showView(page, 'Tricks');
      for (const title of CARDS) {
        await openCard(page, title);
        await page.waitForTimeout(300);
        expect.soft(await accessibilityViolations(page), title).toEqual([]);
        expect.soft(await page.evaluate(() => document.scrollingElement!.scrollWidth), title).toBeLessThanOrEqual(viewport.width);
      }
      await showView(page, 'Export');
      await expect(page.getByLabel('PyTorch script', { exact: true })).toBeVisible();
      expect.soft(await accessibilityViolations(page), 'Export').toEqual([]);
      expect.soft(await page.evaluate(() => document.scrollingElement!.scrollWidth), 'Export').toBeLessThanOrEqual(viewport.width);
      await showView(page, 'Sweeps');
      await page.getByRole('button', { name: '+ Learning rate' }).click();
      expect.soft(await accessibilityViolations(page), 'Sweeps').toEqual([]);
      expect.soft(await page.evaluate(() => document.scrollingElement!.scrollWidth), 'Sweeps').toBeLessThanOrEqual(viewport.width);
    });
  }
}

/** Controls that are smaller than a finger needs. */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const targets = [...document.querySelectorAll<HTMLElement>('button, select, summary, [role=switch], input[type=checkbox], input[type=radio], input[type=text], input[type=search]')];
    return targets.flatMap((element) => {
      // A control is hit through its label as well.
      const boxes = [element, ...((element as HTMLInputElement).labels ?? [])].map((part) => part.getBoundingClientRect());
      const visible = element.checkVisibility({ visibilityProperty: true }) && boxes.some(({ width }) => width > 0);
      const large = boxes.some(({ width, height }) => width >= 43.5 && height >= 43.5);
      return visible && !large ? [`${element.getAttribute('aria-label') ?? element.textContent ?? element.id}: ${boxes.map(({ width, height }) => `${Math.round(width)}×${Math.round(height)}`).join(', ')}`] : [];
    });
  });
}

test('what a finger has to hit is 44 pixels high and wide on a phone', async ({ page }) => {
  await shown(page, 'light', PHONE);
  for (const screen of SCREENS) {
    await showScreen(page, screen);
    if (screen === 'Experiment') await addTrick(page, 'Label smoothing');
    expect.soft(await smallTargets(page), screen).toEqual([]);
  }
  await showScreen(page, 'Train');
  await showView(page, 'Tricks');
  await expect(page.getByRole('searchbox', { name: 'Search all tricks' })).toBeVisible();
  expect.soft(await smallTargets(page), 'Tricks').toEqual([]);
  for (const title of CARDS.slice(0, 3)) {
    await openCard(page, title);
    expect.soft(await smallTargets(page), title).toEqual([]);
  }
  await showView(page, 'Export');
  expect.soft(await smallTargets(page), 'Export').toEqual([]);
  await showView(page, 'Sweeps');
  await page.getByRole('button', { name: '+ Which optimizer' }).click();
  expect.soft(await smallTargets(page), 'Sweeps').toEqual([]);
  await showView(page, 'Compare');
  await page.getByRole('list', { name: 'All runs' }).getByRole('checkbox').first().check();
  await expect(page.getByRole('heading', { name: 'Curves' })).toBeVisible();
  expect.soft(await smallTargets(page), 'Compare').toEqual([]);
  await showView(page, 'Runs');
  await page.locator('[data-control=tick]').first().check();
  expect.soft(await smallTargets(page), 'Runs').toEqual([]);
  await page.locator('[data-control=open]').first().click();
  expect.soft(await smallTargets(page), 'the details of a run').toEqual([]);
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
  await page.keyboard.press('/');
  await page.keyboard.type('smooth');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(page.getByRole('switch', { name: 'Label smoothing' })).toBeChecked();
  await expect(page.getByRole('searchbox', { name: 'Find a trick' })).toHaveValue('smooth');
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
  for (const name of ['Train', 'Reset', 'Share', 'Keyboard shortcuts', 'Loss as a table', 'Table of runs']) expect([...reached], name).toContain(name);
});
