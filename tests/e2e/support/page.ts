/** The page as the browser tests see it. */
import { expect, type Locator, type Page } from '@playwright/test';

/** An experiment that is trained in about a second. */
export const SMALL = '#v=1&data.size=500&epochs=1&batch=50&model.width=4&model.hidden=16';
/** One that goes on until it is stopped. */
export const ENDLESS = '#v=1&data.size=500&epochs=1000&batch=50&model.width=4&model.hidden=16';

/** What the current run is doing. */
export const statusOf = (page: Page): Locator => page.getByRole('banner').getByRole('status');
export const noticesOf = (page: Page): Locator => page.getByRole('region', { name: 'Notices' });
/** The runs of the table, newest first. */
export const runsOf = (page: Page): Locator => page.getByRole('region', { name: 'Table of runs' }).locator('tbody tr');

/** Opens an experiment anew, whatever the page shows. */
export async function open(page: Page, link: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`./${link}`);
}

export async function training(page: Page): Promise<void> {
  await expect(statusOf(page)).toHaveText(/^Training · epoch \d+ of \d+/, { timeout: 20_000 });
}

/** Under way, or over already: short runs may be, before the page is looked at. */
export async function begun(page: Page): Promise<void> {
  await expect(statusOf(page)).toHaveText(/^(Training · epoch \d+ of \d+|Finished · dev accuracy)/, { timeout: 20_000 });
}

export async function finished(page: Page): Promise<void> {
  await expect(statusOf(page)).toHaveText(/^Finished · dev accuracy \d+(\.\d+)? %$/, { timeout: 40_000 });
}

/** Steps taken by the current run. */
export async function stepOf(page: Page): Promise<number> {
  const text = await page.locator('dt:text-is("Step") + dd').innerText();
  return Number(text.split(' of ')[0]!.replaceAll(',', ''));
}

/** Resolves once the run has taken a step since the call. */
export async function moves(page: Page): Promise<void> {
  const before = await stepOf(page);
  await expect.poll(() => stepOf(page)).toBeGreaterThan(before);
}

/** Goes to one of the screens of a phone. */
export async function showScreen(page: Page, name: 'Experiment' | 'Train' | 'Inside'): Promise<void> {
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name, exact: true }).click();
}

/** Opens one of the views in the middle of the page. */
export async function showView(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name: new RegExp(`^${name}`) }).click();
}

/** Switches a trick on by the search of the experiment column. */
export async function addTrick(page: Page, title: string): Promise<void> {
  const search = page.getByRole('searchbox', { name: 'Find a trick' });
  await search.fill(title);
  await page.getByRole('group', { name: 'Tricks found' }).getByRole('switch', { name: title }).check({ force: true });
  await search.fill('');
}
