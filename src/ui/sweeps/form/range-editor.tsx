import { NativeSelect } from '@mantine/core';
import { useId } from 'react';
import { integer, type Field } from '../../../core/fields';
import type { Range } from '../../../lab/sweeps/plan';
import classes from './form.module.css';
import { NumberBox } from './number-box';

interface Props {
  readonly name: string;
  readonly field: Field;
  readonly range: Range;
  readonly counted: boolean;
  readonly onChange: (range: Range) => void;
}

const COUNT = integer({ label: 'Values', help: '', default: 4, min: 2, max: 50 });

/** From where to where, how it is spaced, and how many values that makes where they are counted. */
export function RangeEditor({ name, field, range, counted, onChange }: Props) {
  const id = useId();
  if (field.type !== 'number') return null;
  return (
    <div className={classes.range}>
      <NumberBox label="From" field={field} value={range.low} onChange={(low) => onChange({ ...range, low })} />
      <NumberBox label="To" field={field} value={range.high} onChange={(high) => onChange({ ...range, high })} />
      <div className={classes.box}>
        <label htmlFor={id}>Spaced</label>
        <NativeSelect
          id={id}
          size="xs"
          data={[
            { value: 'log', label: 'in equal ratios' },
            { value: 'linear', label: 'evenly' },
          ]}
          value={range.spacing}
          onChange={(event) => onChange({ ...range, spacing: event.currentTarget.value as Range['spacing'] })}
        />
      </div>
      {counted && <NumberBox label={`Values of ${name}`} field={COUNT} value={range.count} onChange={(count) => onChange({ ...range, count })} />}
    </div>
  );
}
