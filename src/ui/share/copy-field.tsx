import { Button, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { grouped } from '../../core/words';
import { copy } from '../shared/clipboard';
import classes from './share.module.css';

const SHOWN_MS = 2500;
/** Some programs for chat and mail break links that are longer, and some servers and QR codes refuse those beyond the second. */
const LONG = 2000;
const VERY_LONG = 8000;

interface Props {
  /** The whole address. */
  readonly link: string;
  /** What it leads to, such as `Link to these settings`. */
  readonly label: string;
  readonly first?: boolean;
}

/** A link to be copied, with its length and what that means. */
export function CopyField({ link, label, first = false }: Props) {
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (said === '') return;
    const timer = setTimeout(() => setSaid(''), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <div>
      <div className={classes.link}>
        <TextInput className={classes.address} aria-label={label} readOnly value={link} onFocus={(event) => event.currentTarget.select()} />
        <Button
          {...(first ? { 'data-autofocus': true } : {})}
          aria-label={`Copy: ${label}`}
          onClick={() => void copy(link).then((copied) => setSaid(copied ? 'Copied.' : 'This browser does not let the page copy; select the link and copy it yourself.'))}
        >
          {said === 'Copied.' ? 'Copied' : 'Copy'}
        </Button>
      </div>
      <p className={classes.length}>
        {grouped(link.length)} characters{warning(link.length)} <span aria-live="polite">{said}</span>
      </p>
    </div>
  );
}

function warning(length: number): string {
  if (length > VERY_LONG) return '. That is more than many programs take: share fewer runs, or send the link as a file.';
  if (length > LONG) return '. Some chat programs cut links of more than 2,000 characters; mail and documents take them.';
  return '.';
}
