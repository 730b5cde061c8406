import type { Locator, Page } from '@playwright/test';
import { accessibilityViolations } from './support/axe';
import { expect, test } from './support/fixtures';

const COLUMN = 'aside[aria-label="A look inside"]';

/** Scrolls the column of panels until the one with this title is in sight. */
async function panel(page: Page, title: string): Promise<Locator> {
  const column = page.locator(COLUMN);
  const region = column.getByRole('region', { name: title });
  // A panel is made when it comes into sight, and may have been passed before the page was ready: from the end, back to the beginning.
  const onwards = (element: HTMLElement | SVGElement): void => {
    const atEnd = element.scrollTop + element.clientHeight >= element.scrollHeight - 1;
    element.scrollTo(0, atEnd ? 0 : element.scrollTop + 300);
  };
  await expect(async () => {
    if ((await region.count()) === 0) await column.evaluate(onwards);
    await region.scrollIntoViewIfNeeded({ timeout: 500 });
  }).toPass({ timeout: 20_000, intervals: [100, 200] });
  return region;
}

/** Draws a line through places of the pad, given as parts of its sides. */
async function draw(page: Page, pad: Locator, places: readonly (readonly [x: number, y: number])[]): Promise<void> {
  const box = (await pad.boundingBox())!;
  const at = ([x, y]: readonly [number, number]) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(places[0]!));
  await page.mouse.down();
  for (const place of places.slice(1)) await page.mouse.move(...at(place), { steps: 6 });
  await page.mouse.up();
}

/** Whether the canvas shows more than one colour. */
function isPainted(canvas: Locator): Promise<boolean> {
  return canvas.evaluate((element: HTMLCanvasElement) => {
    const { data } = element.getContext('2d')!.getImageData(0, 0, element.width, element.height);
    return new Set(new Uint32Array(data.buffer)).size > 1;
  });
}

const SMALL = 'data.size=500&epochs=2&batch=50&model.width=4&model.hidden=16';

test.describe('drawing', () => {
  test('a stroke gets probabilities, another one changes them, Clear wipes both', async ({ page }) => {
    await page.goto(`./#v=1&${SMALL}`);
    const region = await panel(page, 'Draw a digit');
    await expect(region).toContainText('The pad is empty');
    const pad = region.getByRole('application');
    await draw(page, pad, [
      [0.5, 0.15],
      [0.5, 0.85],
    ]);
    const bars = region.getByRole('list', { name: 'Class probabilities' });
    await expect(bars.getByRole('listitem')).toHaveCount(10);
    expect(await isPainted(region.getByRole('img', { name: 'Your drawing as the network sees it' }))).toBe(true);
    await expect(page.getByRole('status').first()).toContainText('Finished');
    // A finished network gives the same answer to the same drawing, so from here on only the drawing changes it.
    await page.waitForTimeout(1200);
    const before = await bars.innerText();
    await draw(page, pad, [
      [0.2, 0.15],
      [0.8, 0.15],
      [0.8, 0.5],
      [0.2, 0.5],
      [0.2, 0.85],
      [0.8, 0.85],
    ]);
    await expect.poll(() => bars.innerText()).not.toBe(before);
    await region.getByRole('button', { name: 'Clear' }).click();
    await expect(region).toContainText('The pad is empty');
  });

  test('works by keyboard alone', async ({ page }) => {
    await page.goto(`./#v=1&${SMALL}`);
    const region = await panel(page, 'Draw a digit');
    await region.getByRole('application').focus();
    for (const key of ['Enter', ...Array<string>(12).fill('ArrowDown'), 'Enter']) await page.keyboard.press(key);
    await expect(region.getByRole('list', { name: 'Class probabilities' })).toBeVisible();
    await page.keyboard.press('Delete');
    await expect(region).toContainText('The pad is empty');
  });

  test('says where it works when the data are not grey pictures', async ({ page }) => {
    await page.goto('./#v=1&data=scenes&data.size=200&model=logistic&epochs=1');
    await expect(await panel(page, 'Draw a digit')).toContainText('28 × 28');
  });
});

test('samples, mistakes and filters show what the network sees', async ({ page }) => {
  await page.goto(`./#v=1&${SMALL}`);
  const samples = await panel(page, 'Training samples');
  const options = samples.getByRole('option');
  await expect(options).toHaveCount(40);
  await expect(options.first()).toHaveAccessibleName(/Sample 1: \d, the network says \d, (right|wrong)/);
  await options.first().focus();
  await page.keyboard.press('ArrowRight');
  await expect(options.nth(1)).toBeFocused();
  await expect(samples).toContainText(/Sample 2, label/);
  await expect(samples).toContainText(/writer \d+/);
  await samples.getByText('Dev', { exact: true }).click();
  await expect(await panel(page, 'Dev samples')).toContainText('never learns from');
  expect(await accessibilityViolations(page, COLUMN)).toEqual([]);
  await expect((await panel(page, 'Misclassified right now')).getByRole('option').first()).toHaveAccessibleName(/taken for/);
  const filters = (await panel(page, 'First-layer filters')).getByRole('img', { name: '4 filters of 3 × 3 weights' });
  expect(await isPainted(filters)).toBe(true);
});

test('the decision boundary of points is drawn and has a text alternative', async ({ page }) => {
  await page.goto('./#v=1&data=points&epochs=20');
  const region = await panel(page, 'Decision boundary');
  const picture = region.getByRole('img', { name: /the network puts \d+ of 120 dev samples into the right class/ });
  await expect(picture).toBeVisible();
  expect(await isPainted(picture)).toBe(true);
});

test('no panel is wider than a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`./#v=1&${SMALL}`);
  await page.getByRole('button', { name: 'Inside' }).click();
  for (const title of ['Draw a digit', 'Misclassified right now', 'First-layer filters', 'Training samples']) {
    const region = await panel(page, title);
    const width = await region.evaluate((element) => element.scrollWidth);
    expect(width, title).toBeLessThanOrEqual(390);
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
