import type { Tone } from '../../diagnose/verdict';
import classes from './mark.module.css';

/** Verdicts differ by word and by shape, and by colour only besides. */
export const TONE_WORDS: Readonly<Record<Tone, string>> = { good: 'good', watch: 'look', bad: 'wrong', unknown: 'not known' };

const SHAPES: Readonly<Record<Tone, React.ReactNode>> = {
  good: <circle cx="7" cy="7" r="4.6" fill="currentColor" />,
  watch: (
    <>
      <circle cx="7" cy="7" r="4.6" fill="none" stroke="currentColor" strokeWidth="1.8" />
      <path d="M7 2.4a4.6 4.6 0 0 1 0 9.2z" fill="currentColor" />
    </>
  ),
  bad: <path d="M7 1.2l6 11.2H1z" fill="currentColor" />,
  unknown: <circle cx="7" cy="7" r="4.6" fill="none" stroke="currentColor" strokeWidth="1.4" strokeDasharray="2 2.2" />,
};

/** The shape with its word. */
export function ToneMark({ tone }: { readonly tone: Tone }) {
  return (
    <span className={classes.tone} data-tone={tone}>
      <Mark tone={tone} /> {TONE_WORDS[tone]}
    </span>
  );
}

export function Mark({ tone }: { readonly tone: Tone }) {
  return (
    <svg className={classes.mark} data-tone={tone} width="14" height="14" viewBox="0 0 14 14" aria-hidden>
      {SHAPES[tone]}
    </svg>
  );
}
