/** The checklist of the Dark Magic article, run by itself. Loaded when it is first opened. */
import { useRef } from 'react';
import { flushSync } from 'react-dom';
import { useStore } from 'zustand';
import { checklistDraft, editChecklist } from '../../store/lab/checklist';
import { useLab, useLabState } from '../lab/use-lab';
import { Empty } from '../shared/panel';
import classes from './checklist.module.css';
import { SetUp } from './set-up';
import { StudyDetail } from './study-detail';

export default function ChecklistView() {
  const lab = useLab();
  const studies = useLabState((state) => state.studies);
  const chosen = useStore(checklistDraft, ({ shown }) => shown);
  const results = useRef<HTMLHeadingElement>(null);
  const checklists = studies.filter(({ kind }) => kind === 'checklist').toSorted((a, b) => b.created - a.created);
  const shown = checklists.find(({ id }) => id === chosen) ?? checklists[0];
  // What has just been begun is beneath the form.
  const begin = (id: string): void => {
    flushSync(() => editChecklist({ shown: id }));
    results.current?.scrollIntoView({ block: 'start' });
    results.current?.focus({ preventScroll: true });
  };
  return (
    <div className={classes.view}>
      <header>
        <h2>Checklist</h2>
        <p className={classes.help}>
          The Dark Magic article recommends a baseline and tries about fifteen tricks on it, one at a time. This does the same with your data and model: every change gets the same seeds as the baseline, so that each is
          compared in pairs, and is said to help or to hurt only where the difference is more than luck. In the end all that helped is run together on fresh seeds and judged on the test set, which shows whether the effects
          add up.
        </p>
      </header>
      <SetUp onBegin={begin} />
      <section className={classes.section} aria-labelledby="checklist-results">
        <h3 id="checklist-results" ref={results} tabIndex={-1}>
          Results
        </h3>
        {checklists.length > 1 && (
          <label className={classes.pick}>
            Checklist{' '}
            <select value={shown?.id} onChange={(event) => editChecklist({ shown: event.currentTarget.value })}>
              {checklists.map(({ id, title, created, status }) => (
                <option key={id} value={id}>
                  {new Date(created).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' })}: {title}, {status}
                </option>
              ))}
            </select>
          </label>
        )}
        {shown ? (
          <StudyDetail key={shown.id} lab={lab} study={shown} />
        ) : (
          <Empty title="No checklist yet">Press Start above. The runs go through the queue beside the page, and the table fills while they come in; closing the page loses nothing.</Empty>
        )}
      </section>
    </div>
  );
}
