import { useEffect, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { usePlayground } from '../playground-context';
import { place, showView, VIEWS, type View } from './views';
import classes from './view-tabs.module.css';

/** The id of what shows the chosen view. */
export const VIEW_PANEL_ID = 'view-panel';

/** The views of the middle of the page, as tabs: one Tab stop, arrow keys between them. */
export function ViewTabs({ className = '' }: { readonly className?: string | undefined }) {
  const { catalogue } = usePlayground();
  const view = useStore(place, (state) => state.view);
  const titles: Record<View, ReactNode> = {
    train: 'Train',
    tricks: (
      <>
        Tricks <small>{Object.keys(catalogue.tricks).length}</small>
      </>
    ),
    why: 'Why',
    errors: 'Errors',
    data: 'Data',
    bias: 'Bias & variance',
    runs: 'Runs',
    compare: 'Compare',
    sweeps: 'Sweeps',
    checklist: 'Checklist',
    learn: 'Learn',
    export: 'Export',
    device: 'Device',
  };
  // On a phone there are more tabs than fit.
  useEffect(() => {
    document.getElementById(tabId(view))?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [view]);
  const move = (step: number): void => {
    const next = VIEWS[(VIEWS.indexOf(view) + step + VIEWS.length) % VIEWS.length]!;
    showView(next);
    document.getElementById(tabId(next))?.focus();
  };
  return (
    <div
      className={`${classes.tabs} ${className}`}
      role="tablist"
      aria-label="Views"
      onKeyDown={({ key }) => {
        if (key === 'ArrowRight') move(1);
        else if (key === 'ArrowLeft') move(-1);
      }}
    >
      {VIEWS.map((one) => (
        <button key={one} id={tabId(one)} type="button" role="tab" aria-selected={one === view} aria-controls={VIEW_PANEL_ID} tabIndex={one === view ? 0 : -1} onClick={() => showView(one)}>
          {titles[one]}
        </button>
      ))}
    </div>
  );
}

export function tabId(view: View): string {
  return `view-${view}`;
}
