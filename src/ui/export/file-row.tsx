import { Button } from '@mantine/core';
import { useId, useState, type ReactNode } from 'react';
import { messageOf } from '../../core/words';
import type { Snippet } from '../../export/snippets';
import { usePlayground } from '../playground-context';
import classes from './export.module.css';

interface Props {
  readonly title: string;
  /** What is in it. */
  readonly help: string;
  /** Why it cannot be had, a sentence. */
  readonly obstacle?: string | undefined;
  readonly snippet: Snippet;
  /** More about how to read it. */
  readonly children?: ReactNode;
  readonly onSave: () => Promise<void>;
}

/** One kind of file: what it holds, how to read it, and a button that saves it. */
export function FileRow({ title, help, obstacle, snippet, children, onSave }: Props) {
  const playground = usePlayground();
  const [busy, setBusy] = useState(false);
  const id = useId();
  const save = async (): Promise<void> => {
    setBusy(true);
    try {
      await onSave();
    } catch (error) {
      playground.notify(messageOf(error), 'problem');
    }
    setBusy(false);
  };
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <h3>{title}</h3>
        <p>{help}</p>
        {obstacle !== undefined && (
          <p className={classes.obstacle} id={id}>
            {obstacle}
          </p>
        )}
        <details className={classes.reading}>
          <summary>How to read it</summary>
          {/* What scrolls has to be reachable by keyboard. */}
          <pre tabIndex={0} aria-label={`${title}: how to read it, ${snippet.language}`}>
            <code>{snippet.lines.join('\n')}</code>
          </pre>
          {children}
        </details>
      </div>
      <Button size="xs" variant="default" aria-label={`Save ${title}`} disabled={busy || obstacle !== undefined} {...(obstacle === undefined ? {} : { 'aria-describedby': id })} onClick={() => void save()}>
        <span aria-live="polite">{busy ? 'Writing …' : 'Save'}</span>
      </Button>
    </li>
  );
}
