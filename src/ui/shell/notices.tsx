import { CloseButton } from '@mantine/core';
import { usePlayground, usePlaygroundState } from '../playground-context';
import classes from './notices.module.css';

/** What the page has to say about a link, a file or a setting; nothing blocks. */
export function Notices() {
  const playground = usePlayground();
  const notices = usePlaygroundState((state) => state.notices);
  const broken = usePlaygroundState((state) => state.broken);
  return (
    <div className={classes.notices} role="region" aria-label="Notices" aria-live="polite">
      {broken !== undefined && (
        <div className={classes.notice} data-tone="problem">
          <span className={classes.text}>{broken}. Reload the page; if that does not help, try another browser.</span>
        </div>
      )}
      {notices.map(({ id, text, tone }) => (
        <div key={id} className={classes.notice} data-tone={tone}>
          <span className={classes.text}>{text}</span>
          <CloseButton size="sm" aria-label="Dismiss this notice" onClick={() => playground.dismiss(id)} />
        </div>
      ))}
    </div>
  );
}
