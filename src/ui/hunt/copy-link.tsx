import { Button, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { copy } from '../shared/clipboard';
import { usePlayground } from '../playground-context';

/** Copies the address of an experiment. @param link its fragment, when it is wanted */
export function CopyLink({ label, link }: { readonly label: string; readonly link: () => string }) {
  const playground = usePlayground();
  const [copied, setCopied] = useState(false);
  const click = async (): Promise<void> => {
    const { href } = new URL(link(), window.location.href);
    const done = await copy(href);
    setCopied(done);
    if (!done) playground.notify(`This browser does not let the page copy. The link is: ${href}`);
  };
  return (
    <>
      <Button size="sm" variant="default" onClick={() => void click()} onBlur={() => setCopied(false)}>
        {copied ? 'Link copied' : label}
      </Button>
      <VisuallyHidden aria-live="polite">{copied ? 'Link copied' : ''}</VisuallyHidden>
    </>
  );
}
