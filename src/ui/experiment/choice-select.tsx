import { NativeSelect } from '@mantine/core';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly id: string; readonly title: string }[];
  readonly onChange: (id: string) => void;
}

/** Chooses one of the declared data sets, models, optimizers or schedules. */
export function ChoiceSelect({ label, value, options, onChange }: Props) {
  return (
    <NativeSelect
      size="sm"
      aria-label={label}
      data={options.map(({ id, title }) => ({ value: id, label: title }))}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
