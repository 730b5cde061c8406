import { ActionIcon } from '@mantine/core';
import type { MouseEventHandler } from 'react';
import type { Experiment } from '../../../core/experiment';
import type { Field, FieldValue } from '../../../core/fields';
import type { Dimension } from '../../../lab/sweeps/dimensions';
import { changeFactor, nameOf, type DraftFactor } from '../../../store/lab/sweep';
import { HelpTip } from '../../fields/help-tip';
import { icons } from '../../icons';
import { Segments } from '../../shared/segments';
import shared from '../sweeps.module.css';
import classes from './form.module.css';
import { bounds } from './factor-list';
import { RangeEditor } from './range-editor';
import { ValueEditor } from './value-editor';

interface Props {
  readonly factor: DraftFactor;
  readonly dimension: Dimension;
  readonly base: Experiment;
  /** Whether a range is turned into so many values. */
  readonly counted: boolean;
  readonly onRemove: MouseEventHandler<HTMLElement>;
}

const FORMS = [
  { value: 'values', label: 'Values' },
  { value: 'range', label: 'Range' },
];

/** One setting that is varied, and its values. */
export function FactorRow({ factor, dimension, base, counted, onRemove }: Props) {
  const name = nameOf(dimension);
  const { field, id } = dimension;
  return (
    <div className={classes.factor} role="group" aria-label={name}>
      <div className={classes.factorHead}>
        <b>{name}</b>
        <HelpTip about={name}>{field.help}</HelpTip>
        <span className={`${shared.quiet} ${classes.bounds}`}>{bounds(dimension, base)}</span>
        <ActionIcon className={classes.icon ?? ''} variant="subtle" color="gray" aria-label={`Do not vary ${name}`} title={`Do not vary ${name}`} data-remove="factor" onClick={onRemove}>
          {icons.close}
        </ActionIcon>
      </div>
      <div className={classes.factorBody}>
        {factor.range && <Segments label={`How ${name} is varied`} data={FORMS} value={factor.form} onChange={(form) => changeFactor(id, { form: form as DraftFactor['form'] })} />}
        {factor.form === 'range' && factor.range ? (
          <RangeEditor name={name} field={field} range={factor.range} counted={counted} onChange={(range) => changeFactor(id, { range })} />
        ) : (
          <Values name={name} field={field} values={factor.values} onChange={(values) => changeFactor(id, { values })} />
        )}
        {factor.form === 'values' && factor.values.length === 1 && <p className={shared.help}>With one value it stays the same; add another to vary it.</p>}
      </div>
    </div>
  );
}

interface ValuesProps {
  readonly name: string;
  readonly field: Field;
  readonly values: readonly FieldValue[];
  readonly onChange: (values: readonly FieldValue[]) => void;
}

function Values(props: ValuesProps) {
  const { name, field, values, onChange } = props;
  if (field.type !== 'choice' && field.type !== 'boolean') return <ValueEditor {...props} field={field} />;
  const options: readonly { value: FieldValue; label: string }[] =
    field.type === 'choice'
      ? field.options
      : [
          { value: false, label: 'Off' },
          { value: true, label: 'On' },
        ];
  return (
    <div className={classes.chips} role="group" aria-label={`Values of ${name}`}>
      {options.map(({ value, label }) => (
        <label key={String(value)} className={classes.option}>
          <input
            type="checkbox"
            checked={values.includes(value)}
            onChange={(event) => {
              const ticked = event.currentTarget.checked;
              onChange(options.flatMap((option) => ((option.value === value ? ticked : values.includes(option.value)) ? [option.value] : [])));
            }}
          />
          {label}
        </label>
      ))}
      {values.length === 0 && <p className={shared.problem}>Tick one at least.</p>}
    </div>
  );
}
