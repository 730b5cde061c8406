import { useId, useState } from 'react';
import { readField, writeField, type NumberField } from '../../core/fields';
import { FieldFrame } from './field-frame';
import classes from './fields.module.css';
import { fromPlace, hasSlider, SLIDER_STEPS, toPlace } from './scale';

interface Props {
  readonly field: NumberField;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** A number: typed exactly, or found with a slider. */
export function NumberControl({ field, value, onChange }: Props) {
  const id = useId();
  const [typed, setTyped] = useState<string>();
  const read = typed === undefined ? undefined : readField(field, typed.trim());
  const problem = read && !read.ok ? read.problem : undefined;

  const type = (text: string): void => {
    setTyped(text);
    const next = readField(field, text.trim());
    if (next.ok && next.value !== value) onChange(next.value as number);
  };
  const nudge = (direction: number): void => {
    setTyped(undefined);
    if (field.integer) onChange(Math.min(field.max, Math.max(field.min, value + direction)));
    else onChange(fromPlace(field, toPlace(field, value) + direction));
  };

  return (
    <FieldFrame field={field} htmlFor={id} problem={problem} side={
      <input
        id={id}
        className={classes.exact}
        type="text"
        inputMode={field.integer ? 'numeric' : 'decimal'}
        autoComplete="off"
        value={typed ?? writeField(field, value)}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-help`}
        onChange={(event) => type(event.currentTarget.value)}
        onBlur={() => setTyped(undefined)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') setTyped(undefined);
          else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
            event.preventDefault();
            nudge(event.key === 'ArrowUp' ? 1 : -1);
          }
        }}
      />
    }>
      {hasSlider(field) && (
        <input
          className={classes.slider}
          type="range"
          min={0}
          max={SLIDER_STEPS}
          value={toPlace(field, value)}
          aria-label={`${field.label}, slider`}
          aria-valuetext={`${writeField(field, value)}${field.unit ? ` ${field.unit}` : ''}`}
          style={{ '--share': `${(100 * toPlace(field, value)) / SLIDER_STEPS}%` } as React.CSSProperties}
          onChange={(event) => {
            setTyped(undefined);
            onChange(fromPlace(field, Number(event.currentTarget.value)));
          }}
        />
      )}
    </FieldFrame>
  );
}
