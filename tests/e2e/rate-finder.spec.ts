import { expect, test } from './support/fixtures';
import { ENDLESS, moves, open, stepOf, training } from './support/page';

test('the learning-rate finder suggests a rate, a click takes it, and the run goes on as it was', async ({ page }) => {
  await open(page, ENDLESS);
  await training(page);
  await page.getByRole('button', { name: 'Find a learning rate' }).click();
  const suggestions = page.getByRole('list', { name: 'Suggested learning rates' });
  await expect(suggestions.getByRole('listitem')).toHaveCount(3, { timeout: 30_000 });
  await expect(page.getByText(/^The smoothed loss went from/)).toBeVisible();
  const use = suggestions.getByRole('button').first();
  const rate = Number(/\d[\d.e-]*/.exec(await use.innerText())![0]);
  expect(rate).toBeGreaterThan(0);
  await use.click();
  await expect(page.getByRole('textbox', { name: 'Learning rate', exact: true })).toHaveValue(String(rate));
  await expect(use).toBeDisabled();
  await training(page);
  const before = await stepOf(page);
  await moves(page);
  expect(await stepOf(page)).toBeGreaterThan(before);
  // Another experiment makes the sweep a thing of the past.
  await page.getByRole('textbox', { name: 'Batch size', exact: true }).fill('32');
  await expect(page.getByText('The experiment has changed since this sweep; search again.')).toBeVisible();
});
