import { isPageEntry } from '../../core/page-keys';
import { withPageOptions } from '../../core/write-page-options';
import { page } from '../embed/page';

/** Opens a lesson of the gallery, or none; the address follows. */
export function showLesson(lesson: string | undefined): void {
  page.setState({ lesson, own: undefined });
  const own = window.location.hash.slice(1).split('&').filter((entry) => entry !== '' && !isPageEntry(entry)).join('&');
  window.history.replaceState(null, '', withPageOptions(`#${own}`, page.getState()));
}
