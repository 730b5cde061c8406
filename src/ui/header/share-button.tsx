import { ActionIcon, Tooltip } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { icons } from '../icons';
import { usePlayground } from '../playground-context';
import { Boundary } from '../shell/boundary';

const ShareDialog = lazy(() => import('../share/share-dialog'));

/** Opens what makes links: to the settings, and with results. */
export function ShareButton() {
  const playground = usePlayground();
  const [open, setOpen] = useState(false);
  const failed = (): void => {
    setOpen(false);
    playground.notify('What makes links could not be loaded. Reload the page to try again; the address bar holds the link of the settings.', 'problem');
  };
  return (
    <>
      <Tooltip label="Share a link: settings alone, or with results">
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Share" aria-haspopup="dialog" onClick={() => setOpen(true)}>
          {icons.share}
        </ActionIcon>
      </Tooltip>
      {open && (
        <Boundary instead={null} onFailure={failed}>
          <Suspense fallback={null}>
            <ShareDialog onClose={() => setOpen(false)} />
          </Suspense>
        </Boundary>
      )}
    </>
  );
}
