import { createStore } from 'zustand/vanilla';
import type { Trial } from '../../lab/trial';
import type { Lab, Remark } from '../../store/lab/lab';
import { readTags } from './tags';

/** What the visitor has typed about a run since it was last kept; what they have not touched is absent. */
export interface Typed {
  readonly label?: string;
  readonly tags?: string;
  readonly note?: string;
}

/** Holds it outside of the fields, so that it can still be kept when they are taken from the page, which tells them nothing of losing the focus. */
export function makeDraft(lab: Pick<Lab, 'trial' | 'remark'>, id: string) {
  const store = createStore<Typed>(() => ({}));
  const type = (typed: Typed): void => store.setState(typed);
  const keep = (): void => {
    const trial = lab.trial(id);
    const remark = trial ? changeOf(store.getState(), trial) : {};
    store.setState({}, true);
    if (Object.keys(remark).length > 0) lab.remark([id], remark);
  };
  return { store, type, keep };
}

/** Only what was typed and differs: what has been changed elsewhere meanwhile stays as it is. */
export function changeOf({ label, tags, note }: Typed, trial: Pick<Trial, 'label' | 'tags' | 'note'>): Remark {
  const read = tags === undefined ? undefined : readTags(tags);
  return {
    ...(label !== undefined && label.trim() !== trial.label ? { label: label.trim() } : {}),
    ...(read && read.join() !== trial.tags.join() ? { tags: read } : {}),
    ...(note !== undefined && note.trim() !== trial.note ? { note: note.trim() } : {}),
  };
}
