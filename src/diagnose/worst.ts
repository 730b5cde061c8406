/** One verdict where a rule is asked of several splits. */
import type { Tone, Verdict } from './verdict';

const ORDER: readonly Tone[] = ['bad', 'watch', 'good', 'unknown'];

/** Bad first, not known last. */
export function compareTones(a: Tone, b: Tone): number {
  return ORDER.indexOf(a) - ORDER.indexOf(b);
}

/** The verdict of the worst tone, the first of equals, whose text says which it is about. @param verdicts of one rule, by name of the split */
export function worstOf(verdicts: Readonly<Record<string, Verdict>>): Verdict {
  const [name, verdict] = Object.entries(verdicts).sort(([, a], [, b]) => compareTones(a.tone, b.tone))[0]!;
  return { ...verdict, text: `In the ${name} samples: ${verdict.text}` };
}
