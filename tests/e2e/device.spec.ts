import { accessibilityViolations } from './support/axe';
import { expect, test } from './support/fixtures';
import { ENDLESS, moves, noticesOf, open, statusOf, training } from './support/page';

const NARROW = `${ENDLESS}&model.width=2`;

test('the check of the device passes here, while the run goes on, and can be copied', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, NARROW);
  await training(page);
  // By way of what the header says of the backend.
  await page.getByRole('button', { name: /^Backend/ }).click();
  await page.getByRole('button', { name: 'Does it compute rightly? Check it' }).click();
  const view = page.getByRole('article', { name: 'Check of this device' });
  await expect(view.getByText('Not checked yet')).toBeVisible();
  await view.getByRole('button', { name: 'Check this device' }).click();
  await expect(view.getByText(/^kernel case \d+ of \d+/)).toBeVisible();
  await expect(view.getByText(/^All \d+ kernels compute what they should/)).toBeVisible({ timeout: 60_000 });
  await expect(view.getByText(/^All 9 layers give the outputs and gradients/)).toBeVisible({ timeout: 30_000 });
  await expect(view.getByRole('row', { name: /^conv1 / })).toContainText('right');
  await view.getByText('Convolutions', { exact: true }).click();
  await expect(view.getByRole('row', { name: /Convolution with bias, gradient/ })).toContainText('right');
  expect(await accessibilityViolations(page, '[role=tabpanel]')).toEqual([]);
  await view.getByRole('button', { name: 'Copy as text' }).click();
  await expect(view.getByText('Copied.')).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toMatch(/^tfjs {5}\d/m);
  expect(text).toContain('Max pooling, gradient (MaxPoolGrad)');
  await expect(statusOf(page)).toHaveText(/^Training/);
  await page.getByRole('tab', { name: 'Train', exact: true }).click();
  await moves(page);
});

test('a kernel that computes wrongly is named, and the layer that it spoils; safe mode is one click away', async ({ page }) => {
  await open(page, `${NARROW}&bug=wrong-kernel`);
  await training(page);
  await page.getByRole('tab', { name: 'Device' }).click();
  const view = page.getByRole('article', { name: 'Check of this device' });
  await view.getByRole('button', { name: 'Check this device' }).click();
  await expect(view.getByRole('status')).toContainText('1 of', { timeout: 60_000 });
  await page.getByRole('tab', { name: 'Why', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Verdicts' })).toContainText(/1 of \d+ kernels computes something else than it should/);
  await page.getByRole('tab', { name: 'Device' }).click();
  await expect(view.getByRole('row', { name: /Max pooling, gradient MaxPoolGrad/ })).toContainText('wrong');
  await expect(view.getByText(/“pool2” gets the right gradient/)).toBeVisible({ timeout: 30_000 });
  await expect(view.getByRole('row', { name: /^pool2 / })).toContainText('wrong');
  await expect(view.getByRole('row', { name: /^conv1 / })).toContainText('follows');
  await expect(view.getByRole('row', { name: /^output / })).toContainText('right');
  expect(await accessibilityViolations(page, '[role=tabpanel]')).toEqual([]);
  await view.getByRole('button', { name: 'Fall back to safe mode' }).click();
  await expect(page.getByRole('button', { name: 'Backend: Safe mode' })).toBeVisible();
  await view.getByRole('button', { name: 'Leave safe mode' }).click();
  await expect(page.getByRole('button', { name: /^Backend: (WebAssembly|WebGPU)/ })).toBeVisible();
  await expect(noticesOf(page)).toBeEmpty();
});

test('a check can be stopped', async ({ page }) => {
  await open(page, NARROW);
  await training(page);
  await page.getByRole('tab', { name: 'Device' }).click();
  const view = page.getByRole('article', { name: 'Check of this device' });
  await view.getByRole('button', { name: 'Check this device' }).click();
  await view.getByRole('button', { name: 'Stop' }).click();
  await expect(view.getByText('The layers were not compared, because the check was stopped.').or(view.getByText('The walk through the layers was stopped.'))).toBeVisible();
  await expect(view.getByRole('button', { name: 'Check again' })).toBeEnabled();
});
