import { lazy, Suspense } from 'react';
import classes from './card.module.css';

const Typeset = lazy(() => import('./typeset'));

/** A formula; its TeX until the typesetter, which is larger than the page, has come. */
export function Formula({ tex }: { readonly tex: string }) {
  return (
    // It may be wider than the card, and what scrolls has to be reachable by keyboard.
    <div className={classes.formula} tabIndex={0} role="group" aria-label="Formula">
      <Suspense fallback={<code>{tex}</code>}>
        <Typeset tex={tex} />
      </Suspense>
    </div>
  );
}
