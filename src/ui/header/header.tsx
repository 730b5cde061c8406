import { ActionIcon, Button, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { icons } from '../icons';
import { usePlayground } from '../playground-context';
import { Boundary } from '../shell/boundary';
import { BackendBadge } from './backend-badge';
import classes from './header.module.css';
import { RunControls } from './run-controls';
import { RunProgress, StatusLine } from './status-line';
import { ShareButton } from './share-button';
import { ShortcutsHelp } from './shortcuts-help';
import { useShortcuts } from './use-shortcuts';

/** With all presets and a menu to hold them, which the page can do without until it is drawn. */
const PresetsMenu = lazy(() => import('./presets-menu'));

/** Name, run controls, status, and what concerns the page as a whole. */
export function Header() {
  const playground = usePlayground();
  const [helpOpen, setHelpOpen] = useState(false);
  useShortcuts(() => setHelpOpen((open) => !open));
  return (
    <header className={classes.header}>
      <h1 className={classes.name}>Grimoire</h1>
      <RunControls />
      <StatusLine />
      <div className={classes.tools}>
        <BackendBadge />
        <Boundary instead={<PresetsToCome />} onFailure={() => playground.notify('The presets could not be loaded. Reload the page to try again.', 'problem')}>
          <Suspense fallback={<PresetsToCome />}>
            <PresetsMenu />
          </Suspense>
        </Boundary>
        <ShareButton />
        <SchemeToggle />
        <ShortcutsHelp open={helpOpen} onChange={setHelpOpen} />
      </div>
      <RunProgress />
    </header>
  );
}

/** Looks like the button that takes its place. */
function PresetsToCome() {
  return (
    <Button variant="subtle" color="gray" size="sm" px={10} rightSection={icons.chevron} disabled style={{ color: 'inherit', background: 'none' }}>
      Presets
    </Button>
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
