import { NativeSelect } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { grouped } from '../../../core/words';
import { compareRuns, judgeComparison } from '../../../diagnose/errors/compare';
import { numeral, signedPoints } from '../../../diagnose/words';
import { keptOutcomes } from '../../../store/outcomes';
import { Empty, Panel } from '../../shared/panel';
import { confidence } from '../../shared/pixels';
import { usePlaygroundState } from '../../playground-context';
import { RunSwatch } from '../../runs/run-swatch';
import { PAGE_SIZE, Pager, pageWithin } from '../browse/pager';
import { SampleTiles } from '../browse/sample-tiles';
import { usePictures } from '../browse/use-pictures';
import { confidenceOf, factsOf } from '../shared/facts';
import { VerdictNote } from '../shared/verdict-note';
import { candidatesOf, type Candidate } from './candidates';
import classes from './compare.module.css';

interface Props {
  /** The settings of the data that the trainer holds, as text. */
  readonly data: string;
  readonly names: readonly string[];
  readonly shape: readonly number[];
  readonly occasion: string;
}

/** Two runs on the same dev samples: what the second mended, and what it broke. */
export function Compare(props: Props) {
  const runs = usePlaygroundState((state) => state.runs);
  const kept = useStore(keptOutcomes, (state) => state.kept);
  const candidates = useMemo(() => candidatesOf(runs, kept, props.data), [runs, kept, props.data]);
  const [wanted, setWanted] = useState<{ readonly before?: number; readonly after?: number }>({});
  const after = candidates.find(({ run }) => run.id === wanted.after) ?? candidates.at(-1);
  const before = candidates.find(({ run }) => run.id === wanted.before) ?? candidates.findLast((one) => one !== after);
  const help = 'Two runs on the same dev samples: which mistakes the second mended, and which it made anew.';
  if (!before || !after) {
    return (
      <Panel title="Two runs side by side" help={help}>
        <Empty title={candidates.length === 0 ? 'No finished run yet' : 'One finished run so far'}>
          Train {candidates.length === 0 ? 'two runs' : 'another run'} on these data to the end, with a trick switched on or a setting changed, and see here what the change has mended and what it has broken.
        </Empty>
      </Panel>
    );
  }
  const options = candidates.map(({ run }) => ({ value: String(run.id), label: `Run ${run.id}: ${run.name}` }));
  return (
    <Panel title="Two runs side by side" help={help}>
      <div className={classes.choices}>
        <RunSwatch colour={before.run.colour} />
        <NativeSelect size="xs" label="Before" data={options} value={before.run.id} onChange={(event) => setWanted({ ...wanted, before: Number(event.currentTarget.value) })} />
        <span aria-hidden>→</span>
        <RunSwatch colour={after.run.colour} />
        <NativeSelect size="xs" label="After" data={options} value={after.run.id} onChange={(event) => setWanted({ ...wanted, after: Number(event.currentTarget.value) })} />
      </div>
      {before === after ? <Empty title="The same run twice">Choose another one on either side.</Empty> : <Sides key={`${before.run.id} ${after.run.id}`} {...props} before={before} after={after} />}
    </Panel>
  );
}

type Group = 'fixed' | 'broken' | 'bothWrong';

const GROUPS: Readonly<Record<Group, string>> = { fixed: 'Fixed', broken: 'Broken', bothWrong: 'Wrong in both' };

function Sides({ data, names, shape, occasion, before, after }: Props & { readonly before: Candidate; readonly after: Candidate }) {
  const [group, setGroup] = useState<Group>('fixed');
  const [page, setPage] = useState(0);
  const was = useMemo(() => factsOf(before.kept.outcomes), [before.kept]);
  const is = useMemo(() => factsOf(after.kept.outcomes), [after.kept]);
  const comparison = useMemo(() => compareRuns(was.correct, is.correct), [was, is]);
  const verdict = useMemo(() => judgeComparison(comparison), [comparison]);
  const members = comparison[group];
  const shownPage = pageWithin(page, members.length);
  const indices = Array.from(members.slice(shownPage * PAGE_SIZE, (shownPage + 1) * PAGE_SIZE));
  const images = shape.length === 3;
  const pictures = usePictures(data, 'dev', images ? indices : [], occasion);
  const name = (label: number): string => names[label] ?? String(label);
  const { difference, p, bothRight } = comparison;
  return (
    <>
      <p className={classes.numbers}>
        Accuracy {signedPoints(difference.mean)} (95 % interval {signedPoints(difference.low)} to {signedPoints(difference.high)}), McNemar’s p = {numeral(p)}; both right: {grouped(bothRight)}. Beneath each picture: true class, and what the run before → the run after said.
      </p>
      <VerdictNote verdict={verdict} />
      <div className={classes.groups} role="group" aria-label="Which samples">
        {(Object.keys(GROUPS) as Group[]).map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === group}
            onClick={() => {
              setGroup(one);
              setPage(0);
            }}
          >
            {GROUPS[one]} <b>{grouped(comparison[one].length)}</b>
          </button>
        ))}
      </div>
      {indices.length === 0 ? (
        <Empty title="None">No sample is {GROUPS[group].toLowerCase()}.</Empty>
      ) : images ? (
        <SampleTiles
          label={`Samples: ${GROUPS[group].toLowerCase()}`}
          indices={indices}
          pictures={pictures}
          shape={shape}
          wordy
          caption={(i) => (
            <>
              <span>{name(was.view.labels[i]!)}</span>: {name(was.decided[i]!)} → <b data-right={is.correct[i]}>{name(is.decided[i]!)}</b>
              <br />
              <small>
                {confidence(confidenceOf(was, i))} → {confidence(confidenceOf(is, i))}
              </small>
            </>
          )}
          describe={(i) => `Sample ${i + 1}: ${name(was.view.labels[i]!)}, taken for ${name(was.decided[i]!)} before and for ${name(is.decided[i]!)} after`}
        />
      ) : (
        <ul className={classes.list}>
          {indices.map((i) => (
            <li key={i}>
              Sample {i + 1}, {name(was.view.labels[i]!)}: {name(was.decided[i]!)} → {name(is.decided[i]!)}
            </li>
          ))}
        </ul>
      )}
      <Pager label="Pages of compared samples" page={shownPage} count={members.length} onPage={setPage} />
    </>
  );
}
