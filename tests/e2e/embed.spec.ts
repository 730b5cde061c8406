import { accessibilityViolations } from './support/axe';
import { expect, test } from './support/fixtures';
import { noticesOf, open, SMALL } from './support/page';

const PANELS = 'embed=1&panels=figures,loss,runs,experiment&lock=data,run';

/** A course page at another path of the same host, without isolation; it puts the link into an iframe. */
function coursePage(src: string, width: number, height: number): string {
  return `<!doctype html><html lang="en"><title>A course</title><input id="own" autofocus aria-label="Of the course"><iframe src="${src}" width="${width}" height="${height}" title="Grimoire" style="border:0"></iframe></html>`;
}

for (const [width, height] of [
  [400, 300],
  [900, 600],
] as const) {
  test(`an embedded page of ${width} × ${height} trains, keeps its locks, and is no wider than its frame`, async ({ page, serveSite }) => {
    const site = await serveSite({ isolation: false });
    await page.route('**/course.html', (route) => route.fulfill({ contentType: 'text/html', body: coursePage(`${site}${SMALL}&${PANELS}`, width, height) }));
    await page.goto(`${site}course.html`);
    await page.locator('#own').focus();
    const frame = page.frameLocator('iframe');
    await expect(frame.getByRole('status')).toHaveText(/^Finished/, { timeout: 20_000 });
    await expect(page.locator('#own')).toBeFocused();
    await expect(frame.getByRole('tab')).toHaveCount(0);
    await expect(frame.getByRole('heading', { name: 'Loss' })).toBeVisible();
    await expect(frame.getByRole('heading', { name: 'Accuracy' })).toHaveCount(0);
    await expect(frame.getByRole('textbox', { name: 'Training samples' })).toBeDisabled();
    await expect(frame.getByText('has locked data').first()).toBeVisible();
    await expect(frame.getByRole('textbox', { name: 'Width' })).toBeEnabled();
    await frame.getByRole('button', { name: 'Train' }).first().click();
    await expect(frame.getByRole('region', { name: 'Table of runs' }).locator('tbody tr')).toHaveCount(2);
    const inner = page.frames()[1]!;
    expect(await inner.evaluate(() => [document.scrollingElement!.scrollWidth, document.querySelector('main')!.scrollWidth])).toEqual([width, width]);
    await expect(frame.getByRole('link', { name: /Grimoire/ })).toHaveAttribute('href', /^#v=1&(?!.*embed)/);
  });
}

test('an embedded page waits for its reader where it is told to, and breaks no rule of accessibility', async ({ page }) => {
  await page.setViewportSize({ width: 600, height: 450 });
  await page.goto(`./${SMALL}&embed=1&autoplay=off&panels=loss,figures`);
  const train = page.getByRole('button', { name: 'Train' });
  await expect(train).toBeEnabled({ timeout: 15_000 });
  await expect(page.getByRole('status')).toHaveText('Ready · nothing is training yet');
  await train.click();
  await expect(page.getByRole('status')).toHaveText(/^Finished/, { timeout: 20_000 });
  expect(await accessibilityViolations(page)).toEqual([]);
  await expect(page).toHaveURL(/embed=1&autoplay=off&panels=loss,figures$/);
});

test('an embedded page asks for the files of its data, even where the data are locked', async ({ page }) => {
  for (const panels of ['loss', 'loss,experiment']) {
    await open(page, `#v=1&data=mnist&embed=1&lock=data&panels=${panels}`);
    await expect(page.getByRole('main').getByText('this data set is read from files')).toBeVisible({ timeout: 15_000 });
    await expect(page.getByRole('button', { name: 'Choose files' })).toBeEnabled();
  }
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x'], 'notes.txt'));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
  });
  await expect(noticesOf(page)).toContainText('notes.txt');
});

test('an embedded page offers nothing that would change what is locked', async ({ page }) => {
  await open(page, `${SMALL}&lr=10&sgd&constant&warmup=off&embed=1&lock=run&panels=loss`);
  await expect(page.getByText('Divide the learning rate by ten')).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole('button', { name: /Divide the learning rate/ })).toHaveCount(0);
});

test('a lesson in an embedded page leaves the queue of this browser alone until it is asked to run', async ({ page }) => {
  const locks = () => page.evaluate(async () => (await navigator.locks.query()).held?.length);
  await open(page, '#lesson=sampling&embed=1&autoplay=off');
  const run = page.getByRole('button', { name: 'Run it yourself …' });
  await expect(run).toBeVisible({ timeout: 15_000 });
  expect(await locks()).toBe(0);
  await run.click();
  await expect(page.getByRole('textbox', { name: 'Seeds of each' })).toBeVisible();
  await expect.poll(locks).toBe(1);
});

test('an embedded page works where the browser forbids storage', async ({ page }) => {
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) {
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException('forbidden', 'SecurityError');
        },
      });
    }
  });
  await page.goto(`./${SMALL}&embed=1`);
  await expect(page.getByRole('status')).toHaveText(/^Finished/, { timeout: 20_000 });
});
