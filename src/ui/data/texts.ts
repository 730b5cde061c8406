/** What the checks are called and ask. */
import { grouped } from '../../core/words';
import type { CheckId } from '../../diagnose/data/finding';
import type { Tone, Verdict } from '../../diagnose/verdict';
import { worstTone } from '../../diagnose/worst-verdict';
import type { Inspection } from './inspector';

export const CHECKS: Readonly<Record<CheckId, { readonly title: string; readonly question: string }>> = {
  balance: { title: 'Class balance', question: 'Are there about as many samples of every class?' },
  copies: { title: 'Copies and leaks', question: 'Is a sample there twice, and is one that the network is judged by among those it learns from?' },
  groups: { title: 'People on both sides', question: 'Different images are not enough where they are by one hand: are writers, patients or scenes kept apart?' },
  values: { title: 'Values and normalisation', question: 'Are the numbers what they should be, and is the network fed mean 0 and deviation 1?' },
  looks: { title: 'Orientation, channels, aspect ratio', question: 'Do train and dev look alike on average, the same way round and in the same colours?' },
  shift: { title: 'Train against dev', question: 'Can a simple classifier tell which of the two a sample is from? Then they are not of one distribution.' },
  background: { title: 'Background', question: 'Does the frame of a picture alone tell its class, as the weather told the tanks?' },
  labels: { title: 'Labels among neighbours', question: 'Do samples that look alike have the same label?' },
};

/** In place of the checks that ask about pictures. */
export const POINTS_NOTE = 'Points have no orientation, no channels, no aspect ratio and no background, so those checks are left out.';

/** The sentence that a row shows while it is closed: the first of the worst. */
export function headline(verdicts: readonly Verdict[]): string {
  const tone = worstTone(verdicts);
  return verdicts.find((verdict) => verdict.tone === tone)?.text ?? '';
}

/** Where an inspection stands, in a sentence. */
export function progressText({ status, share, parts, checks, findings, seconds }: Inspection): string {
  if (status === 'failed') return 'The data could not be checked.';
  if (checks.length === 0) return `Reading samples: ${Math.round(100 * share)} %`;
  const next = checks[findings.length];
  if (status === 'running' && next) return `Check ${findings.length + 1} of ${checks.length}: ${CHECKS[next].title.toLowerCase()} …`;
  const read = parts.map(({ split, read: some, size }) => (some < size ? `the first ${grouped(some)} of ${grouped(size)} ${split}` : `all ${grouped(size)} ${split}`));
  return `Checked ${read.slice(0, -1).join(', ')} and ${read.at(-1)} samples in ${(seconds ?? 0).toFixed(1)} s.`;
}

/** How many verdicts there are of each kind: `11 fine, 1 to look at`. */
export function tally(verdicts: readonly Pick<Verdict, 'tone'>[]): string {
  const count = (tone: Tone): number => verdicts.filter((verdict) => verdict.tone === tone).length;
  const parts = [
    { n: count('bad'), text: count('bad') === 1 ? 'problem' : 'problems' },
    { n: count('watch'), text: 'to look at' },
    { n: count('good'), text: 'fine' },
    { n: count('unknown'), text: 'cannot be told' },
  ];
  return parts.flatMap(({ n, text }) => (n > 0 ? [`${n} ${text}`] : [])).join(', ');
}
