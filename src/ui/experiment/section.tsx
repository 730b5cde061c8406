import { useId, type ReactNode } from 'react';
import classes from './experiment.module.css';

interface Props {
  readonly title: string;
  /** On the line of the title. */
  readonly side?: ReactNode;
  readonly children: ReactNode;
}

/** One part of the experiment. */
export function Section({ title, side, children }: Props) {
  const id = useId();
  return (
    <section className={classes.section} aria-labelledby={id}>
      <header className={classes.head}>
        <h2 id={id}>{title}</h2>
        {side}
      </header>
      {children}
    </section>
  );
}

/** The sentence that says why this part cannot be trained. */
export function ProblemText({ children }: { readonly children: string }) {
  return (
    <p className={classes.problem} role="alert">
      {children}.
    </p>
  );
}
