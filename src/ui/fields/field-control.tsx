import { NativeSelect, SegmentedControl, Switch } from '@mantine/core';
import { useId, useState } from 'react';
import { readField, writeField, type BooleanField, type ChoiceField, type Field, type FieldValue, type NumberListField, type TextField } from '../../core/fields';
import { FieldFrame } from './field-frame';
import classes from './fields.module.css';
import { KnobControl } from './knob-control';
import { NumberControl } from './number-control';

interface Props<F extends Field, V extends FieldValue> {
  readonly field: F;
  readonly value: V;
  readonly onChange: (value: FieldValue) => void;
}

/** More characters than this do not fit side by side. */
const WIDEST_SEGMENTS = 26;

/** The control of any field, made from its declaration. */
export function FieldControl({ field, value, onChange }: Props<Field, FieldValue>) {
  switch (field.type) {
    case 'number':
      return <NumberControl field={field} value={value as number} onChange={onChange} />;
    case 'choice':
      return <ChoiceControl field={field} value={value as string} onChange={onChange} />;
    case 'boolean':
      return <BooleanControl field={field} value={value as boolean} onChange={onChange} />;
    case 'knob':
      return <KnobControl field={field} value={value as string} onChange={onChange} />;
    case 'numbers':
    case 'text':
      return <TypedControl field={field} value={value} onChange={onChange} />;
  }
}

function ChoiceControl({ field, value, onChange }: Props<ChoiceField, string>) {
  const id = useId();
  const letters = field.options.reduce((sum, { label }) => sum + label.length, 0);
  const data = field.options.map((option) => ({ ...option }));
  return (
    <FieldFrame field={field} htmlFor={id}>
      {field.options.length <= 3 && letters <= WIDEST_SEGMENTS ? (
        <SegmentedControl id={id} size="xs" fullWidth data={data} value={value} onChange={onChange} aria-label={field.label} aria-describedby={`${id}-help`} />
      ) : (
        <NativeSelect id={id} size="xs" data={data} value={value} onChange={(event) => onChange(event.currentTarget.value)} aria-describedby={`${id}-help`} />
      )}
    </FieldFrame>
  );
}

function BooleanControl({ field, value, onChange }: Props<BooleanField, boolean>) {
  const id = useId();
  return (
    <FieldFrame
      field={field}
      htmlFor={id}
      side={<Switch id={id} size="xs" checked={value} onChange={(event) => onChange(event.currentTarget.checked)} aria-describedby={`${id}-help`} />}
    />
  );
}

/** Text, or a list of numbers as text. */
function TypedControl({ field, value, onChange }: Props<NumberListField | TextField, FieldValue>) {
  const id = useId();
  const [typed, setTyped] = useState<string>();
  const read = typed === undefined ? undefined : readField(field, clean(field, typed));
  const problem = read && !read.ok ? read.problem : undefined;
  return (
    <FieldFrame field={field} htmlFor={id} problem={problem}>
      <input
        id={id}
        className={classes.text}
        type="text"
        autoComplete="off"
        spellCheck={false}
        value={typed ?? writeField(field, value)}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-help`}
        onChange={(event) => {
          const text = event.currentTarget.value;
          setTyped(text);
          const next = readField(field, clean(field, text));
          if (next.ok) onChange(next.value);
        }}
        onBlur={() => setTyped(undefined)}
      />
    </FieldFrame>
  );
}

function clean(field: Field, text: string): string {
  return field.type === 'numbers' ? text.replace(/\s/g, '').replace(/,$/, '') : text;
}
