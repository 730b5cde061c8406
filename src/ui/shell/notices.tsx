import { CloseButton, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { counted } from '../../core/words';
import { usePlayground, usePlaygroundState } from '../playground-context';
import classes from './notices.module.css';

/** More than this many would cover the page of a phone; earlier ones are a click away. */
const MOST_SHOWN = 4;

/** What the page has to say about a link, a file or a setting; nothing blocks. */
export function Notices() {
  const playground = usePlayground();
  const notices = usePlaygroundState((state) => state.notices);
  const broken = usePlaygroundState((state) => state.broken);
  const [all, setAll] = useState(false);
  const earlier = notices.length - MOST_SHOWN;
  return (
    <div className={classes.notices} role="region" aria-label="Notices" aria-live="polite">
      {broken !== undefined && (
        <div className={classes.notice} data-tone="problem">
          <span className={classes.text}>{broken}. Reload the page; if that does not help, try another browser.</span>
        </div>
      )}
      {earlier > 0 && (
        <UnstyledButton className={classes.earlier} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show only the latest' : `Show ${counted(earlier, 'earlier notice')}`}
        </UnstyledButton>
      )}
      {notices.slice(all ? 0 : -MOST_SHOWN).map(({ id, text, tone }) => (
        <div key={id} className={classes.notice} data-tone={tone}>
          <span className={classes.text}>{text}</span>
          <CloseButton size="sm" aria-label="Dismiss this notice" onClick={() => playground.dismiss(id)} />
        </div>
      ))}
    </div>
  );
}
