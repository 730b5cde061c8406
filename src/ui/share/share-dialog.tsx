/** What the share button opens; loaded when it is first pressed. */
import { CloseButton } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { SECTIONS } from './sections';
import classes from './share.module.css';

export default function ShareDialog({ onClose }: { readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (!element || element.open) return;
    element.showModal();
    element.querySelector<HTMLElement>('[data-autofocus]')?.focus();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={classes.dialog}
      aria-labelledby="share-title"
      onClose={onClose}
      // Keys that are typed here are not meant for the run.
      onKeyDown={(event) => event.stopPropagation()}
      onClick={({ target, currentTarget }) => {
        if (target === currentTarget) currentTarget.close();
      }}
    >
      <div className={classes.inside}>
        <header className={classes.head}>
          <h2 id="share-title">Share</h2>
          <CloseButton iconSize={18} aria-label="Close" size="lg" onClick={() => dialog.current?.close()} />
        </header>
        {SECTIONS.map(({ id, title, help, Content }) => (
          <section key={id} className={classes.section} aria-labelledby={`share-${id}`}>
            <h3 id={`share-${id}`}>{title}</h3>
            <p className={classes.help}>{help}</p>
            <Content />
          </section>
        ))}
      </div>
    </dialog>
  );
}
