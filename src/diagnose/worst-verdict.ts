/** The worst of several verdicts, and the one verdict where a rule is asked of several splits. */
import type { Tone, Verdict } from './verdict';

const ORDER: readonly Tone[] = ['bad', 'watch', 'good', 'unknown'];

/** Bad first, not known last. */
export function compareTones(a: Tone, b: Tone): number {
  return ORDER.indexOf(a) - ORDER.indexOf(b);
}

/** `unknown` of none. */
export function worstTone(verdicts: readonly Pick<Verdict, 'tone'>[]): Tone {
  return verdicts.map(({ tone }) => tone).sort(compareTones)[0] ?? 'unknown';
}

/**
 * The verdict of the worst tone, the first of equals, whose text says which split it is about.
 * @param verdicts of one rule, by name of the split
 * @param expected the split that the reader takes it to be about anyway, which need not be named
 */
export function worstOf(verdicts: Readonly<Record<string, Verdict>>, expected?: string): Verdict {
  const [name, verdict] = Object.entries(verdicts).sort(([, a], [, b]) => compareTones(a.tone, b.tone))[0]!;
  return name === expected ? verdict : { ...verdict, text: `In the ${name} samples: ${verdict.text}` };
}
