import type { Tone } from '../../diagnose/verdict';
import { Mark } from '../verdicts/mark';
import classes from './device.module.css';

const TONES = { right: 'good', wrong: 'bad', follows: 'watch' } as const satisfies Record<string, Tone>;

/** A shape and a word, so that no colour is needed; `follows` is wrong only because of what comes before. */
export function Judgement({ of: judgement }: { readonly of: keyof typeof TONES }) {
  return (
    <span className={classes.judgement} data-wrong={judgement === 'wrong' || undefined}>
      <Mark tone={TONES[judgement]} />
      {judgement}
    </span>
  );
}
