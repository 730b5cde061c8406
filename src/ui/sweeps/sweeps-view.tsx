/** Sweeps: one experiment with many settings, ranked. Loaded when it is first opened. */
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useLab, useLabState } from '../lab/use-lab';
import { Empty } from '../shared/panel';
import { SweepDetail } from './detail/sweep-detail';
import { SweepForm } from './form/sweep-form';
import { SweepList } from './sweep-list';
import classes from './sweeps.module.css';

export default function SweepsView() {
  const lab = useLab();
  const studies = useLabState((state) => state.studies);
  const [chosen, setChosen] = useState<string>();
  const sweeps = studies.filter(({ kind }) => kind === 'sweep').toSorted((a, b) => b.created - a.created);
  const results = useRef<HTMLHeadingElement>(null);
  const shown = sweeps.find(({ id }) => id === chosen) ?? sweeps[0];
  // The form is long; what has just been begun is beneath it.
  const begin = (id: string): void => {
    flushSync(() => setChosen(id));
    results.current?.scrollIntoView({ block: 'start' });
    results.current?.focus({ preventScroll: true });
  };
  return (
    <div className={classes.view}>
      <header>
        <h2>Sweeps</h2>
        <p className={classes.help}>
          A sweep trains the experiment on the left many times over, each time with other settings, and ranks what comes out. Every setting gets the same seeds, so that luck is the same for all. It runs in
          workers beside the page and goes on when you come back.
        </p>
      </header>
      <SweepForm onBegin={begin} />
      <section className={classes.section} aria-labelledby="sweeps-done">
        <h3 id="sweeps-done" ref={results} tabIndex={-1}>{sweeps.length > 1 ? 'Your sweeps' : 'Results'}</h3>
        {shown ? (
          <>
            {sweeps.length > 1 && <SweepList sweeps={sweeps} shown={shown.id} onChoose={setChosen} />}
            <SweepDetail key={shown.id} lab={lab} study={shown} />
          </>
        ) : (
          <Empty title="No sweep yet">Choose above what to vary, such as the learning rate, and press Start. The ranking appears here while runs come in, with the effect of every setting and whether the best differs from the second.</Empty>
        )}
      </section>
    </div>
  );
}
