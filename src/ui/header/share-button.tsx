import { ActionIcon, Tooltip } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { icons } from '../icons';

const ShareDialog = lazy(() => import('../share/share-dialog'));

/** Opens what makes links: to the settings, and with results. */
export function ShareButton() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Tooltip label="Share a link: settings alone, or with results">
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Share" aria-haspopup="dialog" onClick={() => setOpen(true)}>
          {icons.share}
        </ActionIcon>
      </Tooltip>
      <Suspense fallback={null}>{open && <ShareDialog onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}

/** @returns whether the browser allowed it */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
