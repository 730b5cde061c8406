import type { Experiment } from '../../core/experiment';
import { checklist } from '../../diagnose/checklist';
import type { Tone, Verdict } from '../../diagnose/verdict';
import { icons } from '../icons';
import { Mark, TONE_WORDS } from '../verdicts/mark';
import { VerdictRow } from './verdict-row';
import classes from './why.module.css';

interface Props {
  readonly verdicts: readonly Verdict[];
  readonly trained: Experiment;
}

/** The checklist, group by group; what is not known of a group is folded away beneath it. */
export function VerdictList({ verdicts, trained }: Props) {
  return (
    <div className={classes.groups}>
      {checklist(verdicts).map(({ title, verdicts: own }) => (
        <Group key={title} title={title} verdicts={own} trained={trained} />
      ))}
    </div>
  );
}

function Group({ title, verdicts, trained }: Props & { readonly title: string }) {
  const known = verdicts.filter(({ tone }) => tone !== 'unknown');
  const unknown = verdicts.filter(({ tone }) => tone === 'unknown');
  const rows = (shown: readonly Verdict[]) => (
    <ul className={classes.rows}>
      {shown.map((verdict) => (
        <VerdictRow key={verdict.id} verdict={verdict} trained={trained} />
      ))}
    </ul>
  );
  return (
    <section className={classes.group}>
      <h3>{title}</h3>
      {known.length > 0 && rows(known)}
      {unknown.length > 0 && (
        <details className={classes.unknown}>
          <summary>
            <Mark tone="unknown" /> {unknown.length} not known <i className={classes.chevron}>{icons.chevron}</i>
          </summary>
          {rows(unknown)}
        </details>
      )}
    </section>
  );
}

const TONES: readonly Tone[] = ['bad', 'watch', 'good', 'unknown'];

/** `1 wrong · 2 look · 30 good · 6 not known`. */
export function Tally({ verdicts }: { readonly verdicts: readonly Verdict[] }) {
  return (
    <span className={classes.tally}>
      {TONES.map((tone) => ({ tone, count: verdicts.filter((one) => one.tone === tone).length }))
        .filter(({ count }) => count > 0)
        .map(({ tone, count }) => (
          <span key={tone}>
            <Mark tone={tone} /> {count} {TONE_WORDS[tone]}
          </span>
        ))}
    </span>
  );
}
