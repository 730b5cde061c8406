/** The first run and those of later addresses, as the page options have it. */
import type { Playground } from '../../store/playground';
import { receiveResults } from '../share/arrival';
import { lessonAlone, page, readPage, takeLesson } from './page';

/** Begins with what the address says: its experiment, or the first arm of the lesson it names. */
export async function start(playground: Playground): Promise<void> {
  for (const text of readPage(window.location.hash)) playground.notify(text, 'problem');
  await playground.open({ train: await arrive(playground, window.location.hash) });
}

/** The visitor has followed a link within the page, or gone back. */
export async function follow(playground: Playground): Promise<void> {
  const address = window.location.hash;
  const notices = readPage(address);
  if (lessonAlone(address) === undefined) await playground.openLink(address, { train: false, byPage: true });
  if (await arrive(playground, address)) await playground.train();
  for (const text of notices) playground.notify(text, 'problem');
}

/** Takes the first arm of the lesson that an address names alone, and the results that it brings along. @returns whether to train now */
async function arrive(playground: Playground, address: string): Promise<boolean> {
  const lesson = lessonAlone(address);
  // Without the lesson's program the default experiment has to do; the view of lessons says what went wrong.
  if (lesson !== undefined) await takeLesson(playground, lesson).catch(() => undefined);
  const recorded = await receiveResults(playground, address);
  return page.getState().autoplay && !recorded;
}
