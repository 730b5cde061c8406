import { ActionIcon, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useState } from 'react';
import { icons } from '../icons';
import { BackendBadge } from './backend-badge';
import classes from './header.module.css';
import { PresetsMenu } from './presets-menu';
import { RunControls } from './run-controls';
import { RunProgress, StatusLine } from './status-line';
import { ShareButton } from './share-button';
import { ShortcutsHelp } from './shortcuts-help';
import { useShortcuts } from './use-shortcuts';

/** Name, run controls, status, and what concerns the page as a whole. */
export function Header() {
  const [helpOpen, setHelpOpen] = useState(false);
  useShortcuts(() => setHelpOpen((open) => !open));
  return (
    <header className={classes.header}>
      <h1 className={classes.name}>Grimoire</h1>
      <RunControls />
      <StatusLine />
      <div className={classes.tools}>
        <BackendBadge />
        <PresetsMenu />
        <ShareButton />
        <SchemeToggle />
        <ShortcutsHelp open={helpOpen} onChange={setHelpOpen} />
      </div>
      <RunProgress />
    </header>
  );
}

function SchemeToggle() {
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  const label = dark ? 'Switch to light colours' : 'Switch to dark colours';
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label} onClick={() => setColorScheme(dark ? 'light' : 'dark')}>
        {dark ? icons.sun : icons.moon}
      </ActionIcon>
    </Tooltip>
  );
}
