import { useId, useState } from 'react';
import { readField, type NumberField } from '../../../core/fields';
import shared from '../sweeps.module.css';
import classes from './form.module.css';

interface Props {
  readonly label: string;
  /** Says what may be typed. */
  readonly field: NumberField;
  readonly value: number;
  readonly onChange: (value: number) => void;
  /** A plain sentence beneath. */
  readonly help?: string;
}

/** A number that is typed; what cannot be read stays, with the reason, and changes nothing. */
export function NumberBox({ label, field, value, onChange, help }: Props) {
  const id = useId();
  const [typed, setTyped] = useState<string>();
  const read = typed === undefined ? undefined : readField({ ...field, label }, typed.trim());
  const problem = read && !read.ok ? read.problem : undefined;
  return (
    <div className={classes.box}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className={classes.number}
        type="text"
        inputMode={field.integer ? 'numeric' : 'decimal'}
        autoComplete="off"
        value={typed ?? String(value)}
        aria-invalid={problem !== undefined}
        aria-describedby={help === undefined ? undefined : `${id}-help`}
        onChange={(event) => {
          const text = event.currentTarget.value;
          setTyped(text);
          const next = readField(field, text.trim());
          if (next.ok && next.value !== value) onChange(next.value as number);
        }}
        onBlur={() => setTyped(undefined)}
      />
      {help !== undefined && <small id={`${id}-help`}>{help}</small>}
      {problem !== undefined && (
        <p className={shared.problem} role="alert">
          {problem}.
        </p>
      )}
    </div>
  );
}
