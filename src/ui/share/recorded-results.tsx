/** Results that came along with a link, above the run: they are read without training, without a graphics device, and even without the engine. */
import { Button, CloseButton } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Judgement } from '../../core/result-link/judge';
import { setCompared } from '../../store/lab/selection';
import { keepResults, reproduce, type SharedResults, type SharedRun } from '../../store/lab/shared-results';
import { loadLab } from '../lab/use-lab';
import { usePlayground, usePlaygroundState } from '../playground-context';
import { showView } from '../shell/views';
import { closeResults } from './arrival';
import { RecordedCharts } from './recorded-charts';
import { JudgementLine, RecordedTable } from './recorded-table';
import classes from './recorded.module.css';

const NOT_BEGUN = 'It could not begin here; a notice above says why.';

export default function RecordedResults({ results }: { readonly results: SharedResults }) {
  const playground = usePlayground();
  const broken = usePlaygroundState((state) => state.broken !== undefined);
  const { runs, title, edited } = results;
  const [under, setUnder] = useState<SharedRun>();
  const [judgements, setJudgements] = useState<ReadonlyMap<string, Judgement | undefined>>(new Map());
  useEffect(() => {
    // Where nothing can be kept, the results are shown here all the same.
    loadLab(playground).then((lab) => keepResults(lab, results)).catch(() => undefined);
  }, [playground, results]);

  const again = async (chosen: readonly SharedRun[]): Promise<void> => {
    for (const run of chosen) {
      setUnder(run);
      const judgement = await reproduce(playground, run);
      setJudgements((known) => new Map(known).set(run.id, judgement));
      // Whoever stops one does not want the others.
      const { current } = playground;
      if (!judgement || current?.link !== run.link || current.status === 'stopped') break;
    }
    setUnder(undefined);
  };
  const compareThem = async (): Promise<void> => {
    keepResults(await loadLab(playground, true), results);
    setCompared(runs.map(({ id }) => id));
    showView('compare');
  };
  const many = runs.length > 1;
  return (
    <section className={classes.recorded} aria-labelledby="recorded-title">
      <header className={classes.head}>
        <h2 id="recorded-title">{title === '' ? 'Recorded result' : `Recorded result: ${title}`}</h2>
        <CloseButton iconSize={18} aria-label="Close the recorded result" title="Close; it stays in Runs" onClick={closeResults} />
      </header>
      <p className={classes.about}>
        {many ? `${runs.length} runs that` : 'One run that'} came with the link, {madeText(runs)}. Nothing has been trained here for this.
      </p>
      {edited.length > 0 && (
        <p className={classes.warning}>
          <b>The settings in this link were changed after these results were recorded:</b> {edited.join(', ')}. The results belong to the settings before the change; Reproduce uses those.
        </p>
      )}
      {runs.some(({ notices }) => notices.length > 0) && <p className={classes.warning}>Not all recorded settings can be read here: {[...new Set(runs.flatMap(({ notices }) => notices))].join('; ')}.</p>}
      <RecordedTable runs={runs} busy={under !== undefined || broken} onReproduce={(run) => void again([run])} />
      <div className={classes.actions}>
        <Button size="sm" disabled={under !== undefined || broken} onClick={() => void again(runs)} title="Trains the same settings with the same seed in this browser, and compares the dev accuracy with the recorded one.">
          {many ? `Reproduce all ${runs.length}` : 'Reproduce'}
        </Button>
        <Button size="sm" variant="default" onClick={() => void compareThem().catch(() => playground.notify('The view that compares runs could not be loaded; reload the page to try again.', 'problem'))}>
          {many ? 'Compare them' : 'Compare with other runs'}
        </Button>
        <span className={classes.hint}>
          {under ? `Training ${many ? `run ${runs.indexOf(under) + 1} ` : ''}here; the answer comes when it is over.` : 'Reproduce trains the same here, with the same seed, and says whether it comes to the same.'}
        </span>
      </div>
      <ul className={classes.judgements} aria-live="polite" aria-label="What came of reproducing">
        {runs.map((run, i) => {
          if (!judgements.has(run.id)) return null;
          const judgement = judgements.get(run.id) ?? { outcome: 'incomparable', sentence: NOT_BEGUN, differences: [] };
          return <JudgementLine key={run.id} name={many ? `Run ${i + 1}. ` : ''} judgement={judgement} />;
        })}
      </ul>
      <RecordedCharts runs={runs} />
    </section>
  );
}

/** `computed on 21 November 2026 by WebAssembly, 2 threads`. */
function madeText(runs: readonly SharedRun[]): string {
  const day = (ended: number): string => new Date(ended).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
  const ends = runs.map(({ recorded }) => recorded.ended);
  const [first, last] = [day(Math.min(...ends)), day(Math.max(...ends))];
  const devices = [...new Set(runs.map(({ recorded }) => recorded.backend.device))];
  return `computed ${first === last ? `on ${first}` : `from ${first} to ${last}`} by ${devices.join('; ')}`;
}
