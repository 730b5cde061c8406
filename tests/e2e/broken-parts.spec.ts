import { expect, test } from './support/fixtures';
import { ENDLESS, moves, noticesOf, open, showView, training } from './support/page';

test('a part that cannot be fetched says so, and neither the run nor the other views mind', async ({ page, tolerate }) => {
  tolerate(/ERR_FAILED|Failed to fetch dynamically imported module|Unable to preload/);
  await page.route(/tricks-view|presets-menu|share-dialog/, (route) => route.abort());
  await open(page, ENDLESS);
  await training(page);
  await expect(noticesOf(page)).toContainText('The presets could not be loaded');
  await showView(page, 'Tricks');
  await expect(page.getByRole('tabpanel').getByText('This part of the page could not be loaded.')).toBeVisible();
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(noticesOf(page)).toContainText('What makes links could not be loaded');
  await showView(page, 'Train');
  await moves(page);
  await showView(page, 'Tricks');
  await page.unroute(/tricks-view|presets-menu|share-dialog/);
  await page.getByRole('button', { name: 'Reload the page' }).click();
  await showView(page, 'Tricks');
  await expect(page.getByRole('heading', { name: 'Tricks' }).first()).toBeVisible();
});
