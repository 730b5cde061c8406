/** What differs in the settings, what came of it, and whether two of them really differ. */
import { useId, useMemo, type ReactNode } from 'react';
import { grouped } from '../../../core/words';
import { differingSettings, type Setting } from '../../../store/lab/compare/settings';
import { compareSides, type Side } from '../../../store/lab/compare/difference';
import { resultsOf, type Results } from '../../../store/lab/compare/results';
import { percent, type Estimate } from '../../../core/statistics';
import { clockTime, lossText } from '../../format';
import { useLab } from '../../lab/use-lab';
import shared from '../compare.module.css';
import type { Entry } from '../entries';
import { LineMark } from '../plot/line-mark';
import classes from './table.module.css';

const PARTS = { data: 'Data', model: 'Model', tricks: 'Tricks', run: 'Training', bugs: 'Bugs' } as const;

export function SettingsSection({ entries }: { readonly entries: readonly Entry[] }) {
  const id = useId();
  const { catalogue } = useLab();
  const experiments = useMemo(() => entries.flatMap(({ group }) => group.trials.map((trial) => trial.experiment)), [entries]);
  const settings = useMemo(() => differingSettings(catalogue, experiments), [catalogue, experiments]);
  const columns = resultColumns(entries);
  const parts = [...new Set(settings.map(({ part }) => part))];
  return (
    <section aria-labelledby={id} className={shared.section}>
      <h3 id={id}>Settings and results</h3>
      <p className={shared.help}>
        {entries.length === 1
          ? 'With a second run, the settings that differ appear here.'
          : settings.length === 0
            ? 'All settings are the same: what differs in the results is chance in the arithmetic, or another device.'
            : 'Only the settings that differ. Intervals hold at 95 %: Wilson’s over the dev samples for a single run, Student’s over the seeds for several.'}
      </p>
      <div className={classes.box} tabIndex={0} role="region" aria-label="Settings that differ, and results">
        <table>
          <thead>
            <tr>
              <td />
              {parts.map((part) => (
                <th key={part} scope="colgroup" colSpan={settings.filter((setting) => setting.part === part).length}>
                  {PARTS[part]}
                </th>
              ))}
              <th scope="colgroup" colSpan={columns.length}>
                Results
              </th>
            </tr>
            <tr>
              <th scope="col">Run</th>
              {settings.map(({ key, label, help }) => (
                <th key={key} scope="col" title={help}>
                  {label}
                </th>
              ))}
              {columns.map(({ title }) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {entries.map((entry, i) => (
              <Row key={entry.group.id} entry={entry} settings={settings} columns={columns} first={entries.slice(0, i).reduce((sum, { group }) => sum + group.trials.length, 0)} />
            ))}
          </tbody>
        </table>
      </div>
      {entries.length === 2 && <Pair entries={entries} />}
    </section>
  );
}

interface RowProps {
  readonly entry: Entry;
  readonly settings: readonly Setting[];
  readonly columns: readonly Column[];
  /** Place of its first trial among those of all entries. */
  readonly first: number;
}

function Row({ entry: { group, name, look }, settings, columns, first }: RowProps) {
  const results = resultsOf(group.seeds);
  return (
    <tr>
      <th scope="row">
        <span className={classes.name}>
          <LineMark look={look} />
          <span>{name}</span>
        </span>
      </th>
      {settings.map(({ key, texts }) => (
        <td key={key}>{[...new Set(texts.slice(first, first + group.trials.length).map((text) => text ?? '–'))].join(', ')}</td>
      ))}
      {columns.map(({ title, show }) => (
        <td key={title}>{show(results)}</td>
      ))}
    </tr>
  );
}

interface Column {
  readonly title: string;
  readonly show: (results: Results) => ReactNode;
}

/** What is unknown or the same for all has no column, but for the accuracy, the loss and the time. */
function resultColumns(entries: readonly Entry[]): Column[] {
  const all = entries.map(({ group }) => resultsOf(group.seeds));
  const differs = (value: (results: Results) => unknown): boolean => new Set(all.map((results) => JSON.stringify(value(results)))).size > 1;
  return [
    {
      title: 'Dev accuracy',
      show: ({ accuracy, final }) => (
        <>
          {accuracy ? withInterval(accuracy) : '–'}
          {accuracy && !final && <small> so far</small>}
        </>
      ),
    },
    { title: 'Dev loss', show: ({ loss }) => (loss === undefined ? '–' : lossText(loss)) },
    ...(all.some(({ test }) => test) ? [{ title: 'Test accuracy', show: ({ test }: Results) => (test ? withInterval(test) : '–') }] : []),
    { title: 'Time', show: ({ seconds }) => clockTime(seconds) },
    ...(differs(({ parameters }) => parameters) ? [{ title: 'Parameters', show: ({ parameters }: Results) => grouped(parameters) }] : []),
    ...(entries.some(({ group }) => group.seeds.length > 1) ? [{ title: 'Seeds', show: ({ n }: Results) => n }] : []),
    ...(differs(({ devices }) => devices) ? [{ title: 'Device', show: ({ devices }: Results) => devices.join('; ') || '–' }] : []),
  ];
}

function withInterval(estimate: Estimate) {
  const { low, high } = estimate;
  return (
    <>
      {percent(estimate)} <small>{`${(100 * low).toFixed(1)} – ${(100 * high).toFixed(1)}`}</small>
    </>
  );
}

/** Says of two settings how far they are apart, and no more than that is known. */
function Pair({ entries }: { readonly entries: readonly Entry[] }) {
  const [a, b] = entries.map(({ group, name }): Side => ({ name, trials: group.seeds })) as [Side, Side];
  const compared = compareSides(a, b);
  if ('problem' in compared) return <p className={shared.verdict}>{compared.problem}</p>;
  return (
    <div className={shared.verdict} data-clear={compared.clear && compared.kind !== 'samples'} role="note" aria-label="Difference of the two">
      {compared.sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {compared.clear && <p className={shared.help}>Two that were picked out of many because they looked best and worst would differ less if they were trained again.</p>}
    </div>
  );
}
