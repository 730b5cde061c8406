import { ActionIcon, Kbd, Popover, Text } from '@mantine/core';
import { icons } from '../icons';
import classes from './header.module.css';

const SHORTCUTS = [
  ['space', 'Train, pause, go on'],
  ['s', 'Take a single step'],
  ['.', 'Stop'],
  ['r', 'Reset the run to step 0'],
  ['/', 'Find a trick'],
  ['p', 'Projector mode: large type'],
  ['?', 'Show or hide this list'],
] as const;

interface Props {
  readonly open: boolean;
  readonly onChange: (open: boolean) => void;
}

export function ShortcutsHelp({ open, onChange }: Props) {
  return (
    <Popover opened={open} onChange={onChange} position="bottom-end" shadow="md" width={290} withRoles>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Keyboard shortcuts" onClick={() => onChange(!open)}>
          {icons.help}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label="Keyboard shortcuts">
        <Text size="sm" fw={600}>
          Keyboard shortcuts
        </Text>
        <dl className={classes.shortcuts}>
          {SHORTCUTS.map(([key, effect]) => (
            <div key={key} style={{ display: 'contents' }}>
              <dt>
                <Kbd>{key}</Kbd>
              </dt>
              <dd>{effect}</dd>
            </div>
          ))}
        </dl>
      </Popover.Dropdown>
    </Popover>
  );
}
