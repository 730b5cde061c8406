import { VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Field } from '../../core/fields';
import classes from './fields.module.css';
import { HelpTip } from './help-tip';

interface Props {
  readonly field: Field;
  /** The id of the control; the help has the same with `-help`. */
  readonly htmlFor: string;
  readonly problem?: string | undefined;
  /** On the line of the label. */
  readonly side?: ReactNode;
  readonly children?: ReactNode;
}

/** What all controls share: label, unit, help, and the sentence that says what is wrong. */
export function FieldFrame({ field, htmlFor, problem, side, children }: Props) {
  return (
    <div className={classes.field}>
      <div className={classes.line}>
        <label htmlFor={htmlFor} className={classes.label}>
          {field.label}
        </label>
        <HelpTip about={field.label}>{field.help}</HelpTip>
        <VisuallyHidden id={`${htmlFor}-help`}>{field.help}</VisuallyHidden>
        <span className={classes.gap} />
        {side}
        {field.unit !== undefined && <span className={classes.unit}>{field.unit}</span>}
      </div>
      {children}
      {problem !== undefined && (
        <div className={classes.problem} role="alert">
          {problem}.
        </div>
      )}
    </div>
  );
}
