import { NativeSelect } from '@mantine/core';
import { useId } from 'react';
import type { KnobField } from '../../core/fields';
import { usePlayground, usePlaygroundState } from '../playground-context';
import { FieldFrame } from './field-frame';
import { knobOptions } from './knob-options';

interface Props {
  readonly field: KnobField;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Chooses a setting of another trick that is on. */
export function KnobControl({ field, value, onChange }: Props) {
  const id = useId();
  const { catalogue } = usePlayground();
  const tricks = usePlaygroundState((state) => state.experiment.tricks);
  return (
    <FieldFrame field={field} htmlFor={id}>
      <NativeSelect
        id={id}
        size="xs"
        data={knobOptions(catalogue, tricks, value).map((option) => ({ ...option }))}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        aria-describedby={`${id}-help`}
      />
    </FieldFrame>
  );
}
