/**
 * What every diagnosis ends in: a judgement that shows its measurement, its rule and its source. A rule sees only what any real run gives
 * (predictions, labels, pixels, series), never the settings that made an experiment good or bad.
 */

/** `unknown`: the measurement is missing or cannot tell. */
export type Tone = 'good' | 'watch' | 'bad' | 'unknown';

export interface Source {
  readonly citation: string;
  readonly url?: string;
}

/** What does not change from one measurement to the next. */
export interface Rule {
  /** Unique among all verdicts. */
  readonly id: string;
  /** In words, with its thresholds. */
  readonly rule: string;
  readonly source: Source;
}

export interface Verdict extends Rule {
  readonly tone: Tone;
  /** What was measured, by name; shares as fractions. */
  readonly values: Readonly<Record<string, number>>;
  /** One plain sentence with the measured numbers, for the page as it is. */
  readonly text: string;
  /** What to try, each a sentence; none where nothing is wrong. */
  readonly remedies: readonly string[];
}

export function judge(rule: Rule, tone: Tone, values: Verdict['values'], text: string, remedies: readonly string[] = []): Verdict {
  return { ...rule, tone, values, text, remedies };
}
