import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { grouped } from '../../core/words';
import type { OutcomesView } from '../../engine/protocol';
import { MOST_OUTCOMES } from '../../store/outcomes';
import type { RunRecord } from '../../store/run-record';
import { dataFacts } from '../shared/data-facts';
import { Empty } from '../shared/panel';
import { Segments } from '../shared/segments';
import { useAnswer } from '../shared/use-answer';
import { useCurrentRun, usePlayground, usePlaygroundState } from '../playground-context';
import { RunSwatch } from '../runs/run-swatch';
import { Browser } from './browse/browser';
import { NO_FILTER, type Filter } from './browse/filter';
import { Calibration } from './calibration/calibration';
import { Compare } from './compare/compare';
import { ConfusionMatrix } from './confusion/confusion-matrix';
import classes from './errors.module.css';
import { Metric } from './metric/metric';
import { factsOf } from './shared/facts';
import { Slices } from './slices/slices';

/** What the network gets wrong, and whether the number that says so can be trusted. */
export default function ErrorsView() {
  const run = useCurrentRun();
  if (!run) {
    return (
      <div className={classes.view}>
        <Empty title="No run yet">Press Train, and come back to see what the network gets wrong.</Empty>
      </div>
    );
  }
  return <Errors key={JSON.stringify(run.experiment.data)} run={run} />;
}

type Shown = 'dev' | 'train';

/** Of the last run, until the next one has been asked. */
interface Answered {
  readonly run: RunRecord;
  readonly view: OutcomesView;
}

const SPLITS = [
  { value: 'dev', label: 'Dev' },
  { value: 'train', label: 'Train' },
];
/** Between two looks while the network learns, in ms: each costs more than an evaluation. */
const GAP = 3000;
/** With more classes than this, the matrix needs the whole width. */
const MANY_CLASSES = 20;

function Errors({ run }: { readonly run: RunRecord }) {
  const { trainer } = usePlayground();
  const revision = usePlaygroundState((state) => state.revision);
  const [split, setSplit] = useState<Shown>('dev');
  const [filters, setFilters] = useState<Readonly<Record<Shown, Filter>>>({ dev: NO_FILTER, train: NO_FILTER });
  const samples = useRef<HTMLDivElement>(null);
  const { shape, classes: names } = dataFacts(run.experiment.data);
  const data = JSON.stringify(run.experiment.data);
  const occasion = `${run.id} ${revision} ${run.status}`;
  const { answer, ref } = useAnswer<Answered, HTMLDivElement>(trainer, {
    ask: async () => ({ run, view: await trainer.outcomes(split, MOST_OUTCOMES) }),
    subject: `${split} ${data}`,
    occasion,
    gap: GAP,
    // Until it has begun, the trainer still answers for the run before.
    enabled: run.status !== 'starting',
  });
  // Worked out piece by piece, so that a click never waits for all of it.
  const shown = useDeferredValue(answer);
  const facts = useMemo(() => (shown && shown.view.split === split && shown.view.labels.length > 0 ? factsOf(shown.view) : undefined), [shown, split]);
  const asked = (facts && shown?.run) ?? run;
  const filter = filters[split];
  const setFilter = (next: Filter): void => setFilters({ ...filters, [split]: next });
  /** From elsewhere on the page. */
  const showSamples = (next: Filter): void => {
    setFilter(next);
    samples.current?.scrollIntoView({ block: 'nearest' });
  };
  const section = facts && { facts, data, names, shape, occasion };

  return (
    <div ref={ref} className={classes.view}>
      <header className={classes.head}>
        <Segments label="Which samples" data={SPLITS} value={split} onChange={(value) => setSplit(value as Shown)} />
        <p>
          <RunSwatch colour={asked.colour} /> Run {asked.id} “{asked.name}”
          {facts && (
            <>
              : the first {grouped(facts.view.labels.length)} {split === 'dev' ? 'dev' : 'training'} samples, as of step {grouped(facts.view.step)}
            </>
          )}
          {split === 'train' && facts && '. These it has learned from: mistakes here are what it cannot even learn by heart.'}
        </p>
      </header>
      {section ? (
        <>
          <Metric facts={section.facts} names={names} />
          <div className={classes.master} data-wide={names.length > MANY_CLASSES}>
            <div className={classes.matrix}>
              <ConfusionMatrix facts={section.facts} names={names} filter={filter} onFilter={showSamples} />
            </div>
            <Browser key={split} ref={samples} {...section} filter={filter} onFilter={setFilter} />
          </div>
          <div className={classes.pair}>
            <Slices facts={section.facts} names={names} filter={filter} onFilter={showSamples} />
            <Calibration facts={section.facts} />
          </div>
        </>
      ) : (
        <Empty title={run.status === 'failed' ? 'No answers to look at' : 'Asking the network'}>
          {run.status === 'failed' ? 'The run ended before the network could be asked; see its message, and train again.' : 'Its answers appear with the first look at a network, after the data are made.'}
        </Empty>
      )}
      <Compare data={data} names={names} shape={shape} occasion={occasion} />
    </div>
  );
}
