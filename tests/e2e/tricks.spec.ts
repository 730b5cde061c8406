import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures';
import { addTrick, finished, open, runsOf, showView, SMALL } from './support/page';

const card = (page: Page) => page.getByRole('article');
const row = (page: Page, title: string) => page.getByRole('main').getByRole('button', { name: title }).first();

test('every trick is in the browser, and is found by a word', async ({ page }) => {
  await open(page, SMALL);
  await showView(page, 'Tricks');
  const count = Number(/\d+/.exec(await page.getByRole('tab', { name: /^Tricks/ }).innerText())![0]);
  const switches = page.getByRole('main').locator('section').getByRole('switch').or(page.getByRole('main').locator('section').getByRole('radio'));
  await expect(switches).toHaveCount(count);
  await page.keyboard.press('/');
  const search = page.getByRole('searchbox', { name: 'Search all tricks' });
  await expect(search).toBeFocused();
  await search.fill('squeeze');
  await expect(switches).toHaveCount(1);
  await search.fill('no such thing');
  await expect(page.getByText('No trick matches.')).toBeVisible();
});

test('a card says what a trick is, switches it on, and its trials set it', async ({ page }) => {
  await open(page, SMALL);
  await showView(page, 'Tricks');
  await row(page, 'Label smoothing').click();
  await expect(card(page).getByRole('heading', { level: 2 })).toHaveText('Label smoothing');
  await expect(card(page).locator('.katex-display')).toBeVisible();
  await expect(card(page).getByRole('link').first()).toHaveAttribute('href', /^https:/);
  await card(page).getByRole('button', { name: 'Try ε = 0.2' }).click();
  await expect(page).toHaveURL(/ls\.epsilon=0\.2/);
  await expect(card(page).getByRole('switch', { name: 'Label smoothing' })).toBeChecked();
  await expect(card(page).getByRole('textbox', { name: 'ε' })).toHaveValue('0.2');
  await page.getByRole('button', { name: 'Train this' }).click();
  await expect(page.getByRole('tab', { name: 'Train' })).toHaveAttribute('aria-selected', 'true');
  await expect(runsOf(page)).toHaveCount(2);
});

test('a conflict is explained, and a button clears it', async ({ page }) => {
  await open(page, `${SMALL}&adamw`);
  await showView(page, 'Tricks');
  await row(page, 'Weight decay').click();
  await expect(card(page)).toContainText('It cannot be combined with AdamW: it has a weight decay of its own.');
  await expect(card(page).getByRole('switch', { name: 'Weight decay' })).toBeDisabled();
  await card(page).getByRole('button', { name: /^Use .* instead of AdamW, and switch this on$/ }).click();
  await expect(card(page).getByRole('switch', { name: 'Weight decay' })).toBeChecked();
  await expect(page).toHaveURL(/&wd/);
  await expect(page).not.toHaveURL(/adamw/);
});

test('a schedule shows its curve, which follows its fields and takes others beside it', async ({ page }) => {
  await open(page, SMALL);
  await showView(page, 'Tricks');
  await row(page, 'Cosine power cycles').click();
  await expect(card(page)).toContainText('takes the place of Cosine annealing');
  await card(page).getByRole('radio', { name: 'Cosine power cycles' }).check();
  await expect(page).toHaveURL(/cpc/);
  const chart = card(page).getByRole('region', { name: 'Learning rate', exact: true });
  await expect(chart.locator('.recharts-line path')).toHaveCount(1);
  await expect(chart.getByText('cycle ends')).toHaveCount(2);
  await card(page).getByRole('textbox', { name: 'Cycles' }).fill('2');
  await expect(chart.getByText('cycle ends')).toHaveCount(1);
  await card(page).getByRole('button', { name: 'One cycle' }).click();
  await expect(chart.locator('.recharts-line path')).toHaveCount(2);
  await chart.getByRole('button', { name: 'Learning rate as a table' }).click();
  await expect(chart.getByRole('columnheader', { name: 'One cycle' })).toBeVisible();
});

test('an architecture trick marks what it changes in the network', async ({ page }) => {
  await open(page, '#v=1&data=scenes&data.size=200&model=resnet&model.width=4&model.blocks=3&epochs=1');
  await showView(page, 'Tricks');
  await row(page, 'Squeeze-and-excite').click();
  const drawing = card(page).getByRole('region', { name: 'The network with this trick' });
  await expect(drawing.getByRole('heading')).toHaveText('What it would do to the network');
  await expect(drawing.locator('[data-mark=added]').first()).toContainText('squeeze excite');
  await expect(drawing.locator('figcaption')).toContainText(/→ [\d,]+ parameters/);
  const folded = drawing.getByRole('button', { name: /^the same/ });
  const before = await drawing.getByRole('listitem').count();
  await folded.first().click();
  await expect.poll(() => drawing.getByRole('listitem').count()).toBeGreaterThan(before);
});

test('the PyTorch script follows every change and can be copied', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, SMALL);
  await finished(page);
  await showView(page, 'Export');
  const script = page.getByLabel('PyTorch script', { exact: true });
  await expect(script).toContainText('nn.Conv2d(1, 4, 3, padding=1)');
  await addTrick(page, 'Label smoothing');
  await expect(script).toContainText('# Label smoothing');
  await expect(script.locator('[data-fresh]').first()).toBeVisible();
  await page.getByRole('button', { name: 'Copy the script' }).click();
  await expect(page.getByRole('button', { name: 'Copied ✓' })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('def factor(step):');
  expect(copied.trim()).toBe((await script.innerText()).trim());
});

test('the experiment column adds tricks and takes them off', async ({ page }) => {
  await open(page, SMALL);
  await finished(page);
  await page.getByRole('group', { name: 'Tricks to begin with' }).getByRole('button').first().click();
  await expect(page.getByText('Changed:')).toBeVisible();
  await addTrick(page, 'Mixup');
  await expect(page).toHaveURL(/&mixup/);
  await page.getByRole('button', { name: 'Switch Mixup off' }).click();
  await expect(page).not.toHaveURL(/&mixup/);
  await page.getByRole('button', { name: /^browse all \d+$/ }).click();
  await expect(page.getByRole('searchbox', { name: 'Search all tricks' })).toBeVisible();
});

test('an augmentation shows what it does to samples, draws anew, and counts what it spoils', async ({ page }) => {
  await open(page, SMALL);
  await finished(page);
  await showView(page, 'Tricks');
  await row(page, 'Cutout').click();
  const gallery = card(page).getByRole('region', { name: 'Augmented samples' });
  const pairs = gallery.getByRole('button', { name: /no longer valid$/ });
  await expect(pairs).toHaveCount(12);
  // Off as it is, the trick shows what it would do.
  await expect(gallery).toContainText('None of 12 so far');
  await pairs.nth(2).click();
  await expect(pairs.nth(2)).toHaveAttribute('aria-pressed', 'true');
  await expect(gallery).toContainText(/1 of 12 are no longer valid: 8\.3 % \(95 % interval .* The network gets/);
  await gallery.getByRole('button', { name: 'New samples' }).click();
  await expect(gallery).toContainText('1 of 24 are no longer valid');
  await card(page).getByRole('switch', { name: 'Cutout' }).check({ force: true });
  await expect(pairs).toHaveCount(12);
});
