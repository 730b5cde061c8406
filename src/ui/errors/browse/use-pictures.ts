import { useEffect, useState } from 'react';
import type { SampleView } from '../../../engine/protocol';
import { usePlayground } from '../../playground-context';

/** Pictures of a page and of pages before it; more would only be memory. */
const MOST_KEPT = 600;

type Pictures = ReadonlyMap<number, SampleView>;
const NONE: Pictures = new Map();

/**
 * The pictures of some samples by index, as far as they have arrived; those that are there already are not asked for again.
 * @param data what the samples are of: other data have other pictures
 * @param occasion whenever this changes, what is still missing is asked for again
 */
export function usePictures(data: string, split: 'train' | 'dev', indices: readonly number[], occasion: string): Pictures {
  const { trainer, store } = usePlayground();
  const subject = `${split} ${data}`;
  const [held, setHeld] = useState<{ readonly subject: string; readonly pictures: Pictures }>({ subject, pictures: NONE });
  const pictures = held.subject === subject ? held.pictures : NONE;
  const missing = indices.filter((index) => !pictures.has(index)).join(' ');

  useEffect(() => {
    if (missing === '') return;
    const run = store.getState().runs.at(-1)?.id;
    trainer.samplesAt(split, missing.split(' ').map(Number)).then(
      (views) => {
        // The samples may be those of a run that has begun since.
        if (store.getState().runs.at(-1)?.id !== run) return;
        setHeld((before) => {
          const kept = before.subject === subject ? [...before.pictures] : [];
          return { subject, pictures: new Map([...kept, ...views.map((view) => [view.index, view] as const)].slice(-MOST_KEPT)) };
        });
      },
      // The page shows empty places until the next occasion.
      () => undefined,
    );
  }, [trainer, store, split, subject, missing, occasion]);

  return pictures;
}
