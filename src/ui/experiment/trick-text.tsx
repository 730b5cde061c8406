import type { TrickDeclaration } from '../../core/trick';
import classes from './experiment.module.css';

/** When a trick helps, and where it comes from; folded away until asked for. */
export function TrickText({ trick }: { readonly trick: TrickDeclaration }) {
  return (
    <details className={classes.more}>
      <summary>When it helps</summary>
      <p>{trick.advice}</p>
      <p>
        Source:{' '}
        <a href={trick.source.url} target="_blank" rel="noreferrer">
          {trick.source.citation}
        </a>
      </p>
    </details>
  );
}
