import { UnstyledButton } from '@mantine/core';
import { useId, useState } from 'react';
import { writeField, type AnyValues, type Fields } from '../../core/fields';
import type { FieldOwner } from '../../store/edit';
import { icons } from '../icons';
import { usePlayground } from '../playground-context';
import { FieldControl } from './field-control';
import classes from './fields.module.css';

interface Props {
  readonly owner: FieldOwner;
  readonly fields: Fields;
  readonly values: AnyValues;
  /** How many come before the fold; those that differ from their defaults are shown as well. */
  readonly shown?: number;
}

/** The controls of all fields of one owner, the less important ones folded away. */
export function FieldGroup({ owner, fields, values, shown = Infinity }: Props) {
  const playground = usePlayground();
  const [open, setOpen] = useState(false);
  const id = useId();
  const entries = Object.entries(fields);
  const important = entries.filter(([name, field], i) => i < shown || writeField(field, values[name]!) !== writeField(field, field.default));
  const rest = entries.filter((entry) => !important.includes(entry));
  const draw = ([name, field]: (typeof entries)[number]) => (
    <FieldControl key={name} field={field} value={values[name]!} onChange={(value) => playground.setField(owner, name, value)} />
  );
  if (entries.length === 0) return null;
  return (
    <div className={classes.group}>
      {important.map(draw)}
      {rest.length > 0 && (
        <>
          {open && (
            <div id={id} className={classes.group}>
              {rest.map(draw)}
            </div>
          )}
          <UnstyledButton className={classes.more} aria-expanded={open} aria-controls={open ? id : undefined} onClick={() => setOpen(!open)}>
            <span className={open ? classes.turned : undefined}>{icons.chevron}</span>
            {open ? 'Fewer settings' : rest.map(([, field]) => field.label).join(', ')}
          </UnstyledButton>
        </>
      )}
    </div>
  );
}
