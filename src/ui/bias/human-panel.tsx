import '@mantine/core/styles/NumberInput.layer.css';
import { Button, CloseButton, NumberInput, Radio, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { percent, shareOf } from '../../core/statistics';
import { exactPercent } from '../../diagnose/words';
import { addRow, changeRow, chooseSource, MOST_ROWS, removeRow, takeRows, type HumanLevel, type LevelSource } from '../../store/human-level';
import type { Attainable } from './attainable';
import classes from './bias.module.css';

interface Props {
  /** The data set's id. */
  readonly dataset: string;
  readonly level: HumanLevel;
  readonly floor: Attainable;
  /** A known lower bound of any classifier's error, else 0. */
  readonly bound: number;
  /** Whether people can be asked about such data. */
  readonly askable: boolean;
  /** Whether the quiz was about the data as they are set now. */
  readonly outdated: boolean;
}

/** Ng's example of a medical task. */
const DOCTORS = [
  { label: 'typical human', error: 0.05 },
  { label: 'doctor', error: 0.01 },
  { label: 'specialist', error: 0.008 },
  { label: 'team of specialists', error: 0.005 },
];

/** Where the lowest rung comes from: nowhere, a list of levels, or the quiz. */
export function HumanPanel({ dataset, level, floor, bound, askable, outdated }: Props) {
  const { source, rows, quiz } = level;
  return (
    <section aria-labelledby="human-title">
      <h3 id="human-title">What error is attainable?</h3>
      <p className={classes.help}>
        {bound > 0
          ? `${exactPercent(bound)} of the labels of these data are wrong on purpose, so no classifier can be expected to do better than that. People may do worse.`
          : 'Nothing is known about these data that would rule out an error of zero. How often people are wrong is the usual stand-in.'}
      </p>
      <Radio.Group aria-label="Human level" value={source} onChange={(value) => chooseSource(dataset, value)}>
        <Choice value="unknown" label={bound > 0 ? 'Take the known bound' : 'Human level is not known: aim at zero'} />
        <Choice value="list" label="Human level is a number, or several">
          {source === 'list' && <Levels dataset={dataset} rows={rows} />}
        </Choice>
        {askable && (
          <Choice value="quiz" label={quiz ? `Measured: ${measuredText(quiz)}` : 'Measure it yourself'} disabled={!quiz}>
            {!quiz && <p className={classes.help}>Take the quiz below; then this can be chosen.</p>}
            {quiz && outdated && <p className={classes.help}>That was on other settings of the data; take the quiz again for these.</p>}
          </Choice>
        )}
      </Radio.Group>
      {!askable && <p className={classes.help}>People cannot be asked what colour a point should have, so there is no quiz for points.</p>}
      {floor.kind === 'bound' && floor.human !== undefined && (
        <p className={classes.help}>Human level ({exactPercent(floor.human)}) is below the share of wrong labels; measured by these labels, even people cannot reach it. So the bound is the lowest rung.</p>
      )}
    </section>
  );
}

function Choice({ value, label, disabled = false, children }: { readonly value: LevelSource; readonly label: string; readonly disabled?: boolean; readonly children?: ReactNode }) {
  return (
    <div className={classes.choice}>
      <Radio value={value} label={label} size="xs" disabled={disabled} />
      {children}
    </div>
  );
}

function Levels({ dataset, rows }: { readonly dataset: string; readonly rows: HumanLevel['rows'] }) {
  return (
    <div className={classes.levels}>
      {rows.map(({ label, error }, i) => (
        <div key={i} className={classes.level}>
          <TextInput size="xs" aria-label={`Who, row ${i + 1}`} placeholder="who" maxLength={40} value={label} onChange={(event) => changeRow(dataset, i, { label: event.currentTarget.value })} />
          <NumberInput
            size="xs"
            aria-label={`Error in per cent, row ${i + 1}`}
            placeholder="error"
            suffix=" %"
            min={0}
            max={100}
            clampBehavior="strict"
            decimalScale={2}
            hideControls
            value={error === undefined ? '' : 100 * error}
            onChange={(value) => changeRow(dataset, i, { error: value === '' || !Number.isFinite(Number(value)) ? undefined : Number(value) / 100 })}
          />
          <CloseButton size="sm" aria-label={`Remove row ${i + 1}`} disabled={rows.length === 1} onClick={() => removeRow(dataset, i)} />
        </div>
      ))}
      <div className={classes.buttons}>
        <Button size="compact-xs" variant="default" disabled={rows.length >= MOST_ROWS} onClick={() => addRow(dataset)}>
          Add a row
        </Button>
        <Button size="compact-xs" variant="subtle" onClick={() => takeRows(dataset, DOCTORS)}>
          Ng’s example
        </Button>
      </div>
      <p className={classes.help}>The lowest counts. What any person or team achieves is attainable, so the best possible error is at most that; the typical person’s error says less about it.</p>
    </div>
  );
}

function measuredText({ wrong, samples }: { readonly wrong: number; readonly samples: number }): string {
  return `${percent(shareOf(wrong, samples))} of your ${samples} answers wrong`;
}
