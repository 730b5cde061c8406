/** How the address says that the page should look, and what the visitor has changed of it since. */
import './projector.css';
import { createStore } from 'zustand/vanilla';
import { isPageEntry } from '../../core/page-keys';
import { DEFAULT_PAGE, readPageOptions, type PageOptions } from '../../core/page-options';
import type { Playground } from '../../store/playground';
import { showView } from '../shell/views';

export const page = createStore<PageOptions>(() => DEFAULT_PAGE);

/** Reads the options of the address, at the start and whenever it changes. @returns a sentence for everything that could not be read */
export function readPage(address: string): readonly string[] {
  const { options, notices } = readPageOptions(address);
  page.setState(options, true);
  showProjector();
  if ((options.lesson !== undefined || options.own) && !options.embed) showView('learn');
  return notices;
}

/** Large type, for a room. */
export function toggleProjector(): void {
  page.setState(({ projector }) => ({ projector: !projector }));
  showProjector();
}

function showProjector(): void {
  document.documentElement.toggleAttribute('data-projector', page.getState().projector);
}

/** Whether an address names a lesson and no experiment: then the lesson's first arm is meant. */
export function lessonAlone(address: string): string | undefined {
  const fragment = address.slice(address.indexOf('#') + 1);
  const plain = fragment.split('&').filter((entry) => entry !== '' && !isPageEntry(entry) && !/^v(=|$)/.test(entry));
  return plain.length === 0 ? page.getState().lesson : undefined;
}

/** Sets the controls as a lesson's first arm has them. */
export async function takeLesson(playground: Playground, id: string): Promise<void> {
  const [{ lessons }, { experimentOf }] = await Promise.all([import('../../lessons'), import('../../lessons/shared/experiments')]);
  const lesson = lessons.find((one) => one.id === id);
  if (lesson) playground.restore({ experiment: experimentOf(playground.catalogue, lesson.arms[0].link, 1) }, { byPage: true });
}
