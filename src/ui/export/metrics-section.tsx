import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useStore } from 'zustand';
import { fileStem } from '../../export/files/file-name';
import { metricsFile, type MetricsFormat } from '../../export/metrics';
import { COLUMNS } from '../../export/metrics/csv';
import type { MeasuredRun } from '../../export/metrics/measured-run';
import { METRICS_SNIPPETS } from '../../export/snippets';
import { selection } from '../../store/lab/selection';
import { useLab, useLabState } from '../lab/use-lab';
import { usePlayground, usePlaygroundState } from '../playground-context';
import classes from './export.module.css';
import { FileRow } from './file-row';
import { measuredRun } from './page-runs';
import { saveFile } from '../shared/save-file';
import { takingTurns } from './turns';

const FORMATS: readonly { readonly format: MetricsFormat; readonly title: string; readonly help: string; readonly file: string }[] = [
  {
    format: 'csv',
    title: 'CSV',
    help: 'For spreadsheets and pandas: a line for each run and step. An empty cell was not measured at that step.',
    file: '-metrics.csv',
  },
  {
    format: 'jsonl',
    title: 'JSON Lines',
    help: 'For programs: an object for each measurement, with the whole experiment, the health of every layer and the final results.',
    file: '-metrics.jsonl',
  },
  { format: 'tensorboard', title: 'TensorBoard', help: 'Event files with all curves and the root mean squares of weights, gradients and layers; a folder for each run.', file: '-tensorboard.zip' },
  {
    format: 'wandb',
    title: 'Weights & Biases',
    help: 'Its own files cannot be written outside of it, so this is a history in plain JSON, the settings, and a short Python script that logs them anew.',
    file: '-wandb.zip',
  },
];

type Source = 'current' | 'page' | 'compared' | 'all';

/** What the runs have measured, as files. */
export function MetricsSection() {
  const { catalogue } = usePlayground();
  const [source, setSource] = useState<Source>('current');
  const { sources, read } = useSources();
  const { count, experiments, missing } = sources[source];
  const stem = fileStem(catalogue, experiments());
  const save = async (format: MetricsFormat): Promise<void> => {
    const { ending, type, bytes } = await metricsFile(format, read(source), takingTurns());
    saveFile(`${stem}${ending}`, type, bytes);
  };
  return (
    <section className={classes.section} aria-labelledby="export-metrics">
      <h2 id="export-metrics">Metrics</h2>
      <p className={classes.help}>Losses, accuracies and learning rates on the way, and the results at the end, as they stand now. Nothing is sent anywhere: the files are made in this browser.</p>
      <NativeSelect
        className={classes.source}
        label="Which runs"
        value={source}
        onChange={({ currentTarget }) => setSource(currentTarget.value as Source)}
        data={Object.entries(sources).map(([value, { label, count: runs }]) => ({ value, label: `${label} (${runs})` }))}
      />
      <ul className={classes.rows}>
        {FORMATS.map(({ format, title, help, file }) => (
          <FileRow
            key={format}
            title={title}
            help={help}
            obstacle={count === 0 ? missing : undefined}
            snippet={METRICS_SNIPPETS[format](`${stem}${file}`)}
            onSave={() => save(format)}
          >
            {format === 'csv' && <Columns />}
          </FileRow>
        ))}
      </ul>
    </section>
  );
}

function Columns() {
  return (
    <>
      <dl className={classes.columns} aria-label="Columns">
        {Object.entries(COLUMNS).map(([name, meaning]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <p className={classes.help}>A name that a spreadsheet would take for a formula has an apostrophe before it.</p>
    </>
  );
}

interface SourceFacts {
  readonly label: string;
  readonly count: number;
  readonly experiments: () => MeasuredRun['experiment'][];
  /** What to do where there are none. */
  readonly missing: string;
}

/** The sets of runs that can be saved, and a way to read one of them, run by run. */
function useSources(): { readonly sources: Readonly<Record<Source, SourceFacts>>; readonly read: (source: Source) => AsyncIterable<MeasuredRun> } {
  const { catalogue } = usePlayground();
  const lab = useLab();
  const runs = usePlaygroundState((state) => state.runs);
  const trials = useLabState((state) => state.trials);
  const compared = useStore(selection, (state) => state.compared);
  const begun = trials.filter(({ step }) => step > 0);
  const chosen = begun.filter(({ id }) => compared.includes(id));
  const facts = (label: string, set: readonly Pick<MeasuredRun, 'experiment'>[], missing: string): SourceFacts => ({ label, count: set.length, experiments: () => set.map(({ experiment }) => experiment), missing });
  return {
    sources: {
      current: facts('The current run', runs.slice(-1), 'There is no run yet: press Train first.'),
      page: facts('All runs on the charts', runs, 'There is no run yet: press Train first.'),
      compared: facts('The runs chosen under Compare', chosen, 'No run is chosen: choose some under Compare, or save all that are kept.'),
      all: facts('All runs that are kept', begun, 'No run is kept yet: press Train, and come back when it has been measured.'),
    },
    async *read(source) {
      const ofPage = source === 'current' ? runs.slice(-1) : source === 'page' ? runs : [];
      for (const run of ofPage) yield measuredRun(catalogue, run, Date.now());
      const ofLab = source === 'compared' ? chosen : source === 'all' ? begun : [];
      for (const trial of ofLab) yield { ...trial, curves: await lab.curves(trial.id) };
    },
  };
}
