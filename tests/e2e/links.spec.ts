import { expect, test } from './support/fixtures';
import { begun, finished, noticesOf, open, runsOf, SMALL, statusOf } from './support/page';

test('a link with hostile values is read as far as it makes sense, and trained', async ({ page }) => {
  await open(page, '#v=1&data.size=500&batch=1e9&lr=NaN&__proto__=1&constructor=2&model=toString');
  await begun(page);
  const notices = noticesOf(page);
  await expect(notices).toContainText('Batch size should be a whole number from 1 to 4096, but "1e9" was given');
  await expect(notices).toContainText('model should be one of');
  await expect(notices).toContainText('… and 2 more');
  await expect(page.getByRole('textbox', { name: 'Batch size' })).toHaveValue('128');
  await expect(page.getByRole('textbox', { name: 'Learning rate' })).toHaveValue('0.05');
  await expect(page.getByRole('textbox', { name: 'Training samples' })).toHaveValue('500');
  await notices.getByRole('button', { name: 'Dismiss this notice' }).first().click();
  expect(await page.evaluate(() => Object.keys(Object.prototype))).toEqual([]);
});

test('a link that is wrong in settings, page options and results says all of it', async ({ page }) => {
  await open(page, '#v=1&data.size=500&epochs=2&batch=0&lr=x&momentum=9&seed=-1&embed=maybe&show=nothing&lesson=No!&r=broken');
  await begun(page);
  const notices = noticesOf(page);
  await expect(notices).not.toContainText('Batch size should be');
  await notices.getByRole('button', { name: /^Show \d earlier notices$/ }).click();
  await expect(notices).toContainText('Batch size should be');
  await expect(notices).toContainText('embed should be 1 or off');
  await expect(notices).toContainText('There is no lesson');
});

test('a link of a megabyte opens the default experiment', async ({ page }) => {
  await open(page, `#v=1&data.size=500&x=${'%F0%9F%98%88junk'.repeat(65_536)}`);
  await begun(page);
  await expect(noticesOf(page)).toContainText('characters long, which no Grimoire link is');
});

test('a link of a version to come is read as far as this one knows it', async ({ page }) => {
  await open(page, '#v=9&data.size=500&epochs=300&teleport');
  await begun(page);
  await expect(noticesOf(page)).toContainText('made by a newer Grimoire (version 9)');
  await expect(statusOf(page)).toHaveText(/of 300/);
});

test('markup in a link is shown as text', async ({ page }) => {
  await open(page, '#v=1&data.size=500&model=<img src=x onerror=document.title="owned">');
  await begun(page);
  await expect(noticesOf(page)).toContainText('<img src=x');
  expect(await page.title()).toMatch(/^Grimoire/);
});

test('an address typed into an open page is opened and trained, under the run before', async ({ page }) => {
  await open(page, SMALL);
  await finished(page);
  await page.evaluate(() => {
    window.location.hash = '#v=1&data=points&epochs=2&data.shape=moons';
  });
  await expect(runsOf(page)).toHaveCount(2);
  await finished(page);
  await expect(page.getByLabel('Data set')).toHaveValue('points');
  await expect(page.getByRole('region', { name: 'Decision boundary' })).toBeVisible();
});

test('what cannot be trained is said beside its control, and the page stays usable', async ({ page }) => {
  await open(page, '#v=1&data.size=500&model.depth=5');
  await expect(noticesOf(page)).toContainText('too small for so many down-samplings');
  await page.getByLabel('Stages', { exact: true }).fill('2');
  await page.getByRole('button', { name: 'Train', exact: true }).first().click();
  await begun(page);
});

test('a preset is one click', async ({ page }) => {
  await open(page, SMALL);
  await finished(page);
  await page.getByRole('button', { name: 'Presets' }).click();
  await page.getByRole('menuitem', { name: /^Spirals in the plane/ }).click();
  await expect(page).toHaveURL(/data=points/);
  await expect(runsOf(page)).toHaveCount(2);
  await expect(page.getByRole('textbox', { name: 'Epochs' })).toHaveValue('100');
  await begun(page);
});
