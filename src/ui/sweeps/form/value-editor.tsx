import { Button } from '@mantine/core';
import { useRef, useState, type MouseEvent } from 'react';
import { readField, writeField, type Field, type FieldValue } from '../../../core/fields';
import { icons } from '../../icons';
import { removeFocused } from '../../shared/remove-focused';
import shared from '../sweeps.module.css';
import classes from './form.module.css';

interface Props {
  readonly name: string;
  readonly field: Field;
  readonly values: readonly FieldValue[];
  readonly onChange: (values: readonly FieldValue[]) => void;
}

/** Values as a row of chips; more are typed, several at a time with spaces between them. */
export function ValueEditor({ name, field, values, onChange }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string>();
  const add = (): void => {
    const texts = typed.trim().split(/\s+/).filter((text) => text !== '');
    const read = texts.map((text) => readField(field, text.replace(/[,;]$/, '')));
    const bad = read.find((one) => !one.ok);
    if (bad && !bad.ok) return setProblem(bad.problem);
    const all = [...values, ...read.flatMap((one) => (one.ok ? [one.value] : []))];
    const distinct = all.filter((value, i) => all.findIndex((other) => writeField(field, other) === writeField(field, value)) === i);
    onChange(field.type === 'number' ? distinct.toSorted((a, b) => Number(a) - Number(b)) : distinct);
    setTyped('');
    setProblem(undefined);
  };
  const remove = ({ currentTarget }: MouseEvent<HTMLElement>, value: FieldValue): void => {
    removeFocused(currentTarget, currentTarget.closest('ul'), () => onChange(values.filter((other) => other !== value)), () => input.current);
  };
  return (
    <div className={classes.values}>
      <ul className={classes.chips} aria-label={`Values of ${name}`}>
        {values.map((value) => {
          const text = writeField(field, value);
          return (
            <li key={text} className={classes.chip}>
              {text}
              <button type="button" data-remove="value" aria-label={`Remove ${text} from ${name}`} onClick={(event) => remove(event, value)}>
                {icons.close}
              </button>
            </li>
          );
        })}
      </ul>
      <span className={classes.adding}>
        <input
          ref={input}
          className={classes.number}
          type="text"
          inputMode={field.type === 'number' ? 'decimal' : 'text'}
          autoComplete="off"
          aria-label={`Another value of ${name}`}
          aria-invalid={problem !== undefined}
          placeholder="another value"
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setProblem(undefined);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') add();
          }}
        />
        <Button size="compact-sm" variant="default" className={shared.button ?? ''} disabled={typed.trim() === ''} onClick={add} aria-label={`Add this value to ${name}`}>
          Add
        </Button>
      </span>
      {(problem ?? (values.length === 0 ? 'Type one value at least' : undefined)) !== undefined && (
        <p className={shared.problem} role="alert">
          {problem ?? 'Type one value at least'}.
        </p>
      )}
    </div>
  );
}
