import type { Page } from '@playwright/test';
import { smallMnist } from '../data/readers/fixtures';
import { expect, test } from './support/fixtures';
import { ENDLESS, moves, noticesOf, open, runsOf, statusOf, training } from './support/page';

interface Upload {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const upload = ({ name, bytes }: { name: string; bytes: Uint8Array }): Upload => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });
/** Enough for the 5,000 samples of the dev set, and some to train on. */
const whole = smallMnist(5200, 20).map(upload);
const truncated = whole.map((file, i) => (i === 0 ? { ...file, buffer: file.buffer.subarray(0, 10_000) } : file));

/** Gives files by the button of a data set that needs some. */
async function choose(page: Page, files: readonly Upload[]): Promise<void> {
  const button = page.getByRole('button', { name: 'Choose files' });
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button.click()]);
  await chooser.setFiles([...files]);
}

async function drop(page: Page, files: readonly Upload[]): Promise<void> {
  const transfer = await page.evaluateHandle(
    (given) => {
      const data = new DataTransfer();
      for (const { name, text } of given) data.items.add(new File([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], name));
      return data;
    },
    files.map(({ name, buffer }) => ({ name, text: buffer.toString('base64') })),
  );
  await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
  await expect(page.getByText('Drop the files of MNIST or CIFAR-10 here')).toBeVisible();
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

test('a truncated file is refused by name, and the run under way goes on; whole files are then trained on', async ({ page }) => {
  await open(page, ENDLESS);
  await training(page);
  await page.getByLabel('Data set').selectOption('mnist');
  await choose(page, truncated);
  await expect(noticesOf(page)).toContainText(/train-images-idx3-ubyte.*it ends after 10,000 of 4,076,816 bytes/);
  await expect(runsOf(page)).toHaveCount(1);
  await expect(statusOf(page)).toHaveText(/^Training/);
  await moves(page);

  await choose(page, whole);
  await expect(runsOf(page).first()).toContainText('2: Handwritten characters→MNIST');
  await training(page);
  await moves(page);
  await expect(runsOf(page)).toHaveCount(2);
  await expect(page).toHaveURL(/data=mnist/);
  await expect(page.getByText('4 files are here.')).toBeVisible();
});

test('what is no data set is refused when it is dropped; the files of MNIST are taken', async ({ page }) => {
  await open(page, ENDLESS);
  await training(page);
  await drop(page, [{ name: 'holiday.png', mimeType: 'image/png', buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]) }]);
  await expect(noticesOf(page)).toContainText('holiday.png');
  await expect(page.getByLabel('Data set')).toHaveValue('glyphs');
  await moves(page);

  await drop(page, whole);
  await expect(page.getByLabel('Data set')).toHaveValue('mnist');
  await training(page);
  await moves(page);
  await expect(runsOf(page)).toHaveCount(2);
});

test('a link to data from outside says what to do before anything is fetched', async ({ page }) => {
  await open(page, '#v=1&data=mnist');
  await expect(noticesOf(page)).toContainText('MNIST is not part of this page');
  await expect(page.getByRole('button', { name: 'Choose files' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Fetch from the web …' })).toBeVisible();
});
