import { Button, Menu } from '@mantine/core';
import { presets } from '../../core/presets';
import { icons } from '../icons';
import { usePlayground } from '../playground-context';
import classes from './header.module.css';

/** Experiments worth starting from. */
export default function PresetsMenu() {
  const playground = usePlayground();
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button variant="subtle" color="gray" size="sm" px={10} rightSection={icons.chevron}>
          Presets
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah="80vh" style={{ overflowY: 'auto' }}>
        {presets.map((preset) => (
          <Menu.Item key={preset.id} onClick={() => void playground.openLink(preset.link)}>
            <span className={classes.preset}>
              {preset.title}
              <small>{preset.summary}</small>
            </span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
