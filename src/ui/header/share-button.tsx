import { ActionIcon, Tooltip, VisuallyHidden } from '@mantine/core';
import { useEffect, useState } from 'react';
import { writeLink } from '../../core/permalink';
import { icons } from '../icons';
import { usePlayground } from '../playground-context';

const SHOWN_MS = 2500;

/** Copies the address of the experiment as it stands. */
export function ShareButton() {
  const playground = usePlayground();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  const share = async (): Promise<void> => {
    const link = new URL(writeLink(playground.catalogue, playground.state.experiment), window.location.href).href;
    if (await copy(link)) setCopied(true);
    else playground.notify(`This browser does not let the page copy. The link is in the address bar: ${link}`);
  };
  return (
    <>
      <Tooltip label={copied ? 'Link copied' : 'Copy a link to this experiment'} {...(copied ? { opened: true } : {})}>
        <ActionIcon variant="subtle" color={copied ? 'accent' : 'gray'} size="lg" aria-label="Share: copy the link" onClick={() => void share()}>
          {icons.share}
        </ActionIcon>
      </Tooltip>
      <VisuallyHidden aria-live="polite">{copied ? 'Link copied' : ''}</VisuallyHidden>
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
