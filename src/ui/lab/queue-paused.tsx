import { useStore } from 'zustand';
import { page } from '../embed/page';
import { showView } from '../shell/views';
import { useLab } from './use-lab';

/** Said where trials are waited for while the queue is paused. @param button class of what looks like a link */
export function QueuePaused({ button }: { readonly button: string | undefined }) {
  const lab = useLab();
  const embedded = useStore(page, ({ embed }) => embed);
  return (
    <>
      The queue is paused.{' '}
      <button type="button" className={button} onClick={() => lab.resumeQueue()}>
        Let it go on
      </button>
      {/* An embedded page has no table of runs. */}
      {!embedded && (
        <>
          {' '}
          or{' '}
          <button type="button" className={button} onClick={() => showView('runs')}>
            look at it
          </button>
        </>
      )}
      .
    </>
  );
}
