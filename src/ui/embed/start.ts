/** The first run and those of later addresses, as the page options have it. */
import type { Playground } from '../../store/playground';
import { receiveResults } from '../share/arrival';
import { lessonAlone, page, readPage, takeLesson } from './page';

/** Begins with what the address says: its experiment, or the first arm of the lesson it names. */
export async function start(playground: Playground): Promise<void> {
  for (const text of readPage(window.location.hash)) playground.notify(text, 'problem');
  const lesson = lessonAlone(window.location.hash);
  // Without the lesson's program the default experiment has to do; the view of lessons says what went wrong.
  if (lesson !== undefined) await takeLesson(playground, lesson).catch(() => undefined);
  const recorded = await receiveResults(playground, window.location.hash);
  await playground.open({ train: page.getState().autoplay && !recorded });
}

/** The visitor has followed a link within the page, or gone back. */
export async function follow(playground: Playground): Promise<void> {
  const notices = readPage(window.location.hash);
  const lesson = lessonAlone(window.location.hash);
  if (lesson === undefined) {
    const address = window.location.hash;
    await playground.openLink(address, { train: false });
    const recorded = await receiveResults(playground, address);
    if (page.getState().autoplay && !recorded) await playground.train();
  } else {
    await takeLesson(playground, lesson).catch(() => undefined);
    await playground.train();
  }
  for (const text of notices) playground.notify(text, 'problem');
}
