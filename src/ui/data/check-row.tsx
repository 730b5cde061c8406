import { useState, type ReactNode } from 'react';
import type { Finding } from '../../diagnose/data/finding';
import type { Verdict } from '../../diagnose/verdict';
import { worstTone } from '../../diagnose/worst-verdict';
import classes from './data.module.css';
import { EvidenceView } from './evidence/evidence-view';
import { CHECKS, headline } from './texts';
import { ToneMark } from '../verdicts/mark';
import { VerdictRow } from './verdict-row';

interface RowProps {
  readonly title: string;
  readonly question: string;
  readonly verdicts: readonly Verdict[];
  /** The evidence; made only while it is to be seen. */
  readonly children: () => ReactNode;
}

/** A check: its outcome in a line, and all that is behind it on request. What is wrong is open from the start. */
export function CheckRow({ title, question, verdicts, children }: RowProps) {
  const tone = worstTone(verdicts);
  const [open, setOpen] = useState(tone === 'bad' || tone === 'watch');
  return (
    <details className={classes.check} open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <ToneMark tone={tone} />
        <b>{title}</b>
        {!open && <span className={classes.headline}>{headline(verdicts)}</span>}
      </summary>
      {open && (
        <div className={classes.inside}>
          <p className={classes.question}>{question}</p>
          {verdicts.map((verdict) => (
            <VerdictRow key={verdict.id} verdict={verdict} />
          ))}
          {children()}
        </div>
      )}
    </details>
  );
}

interface Props {
  readonly finding: Finding;
  readonly shape: readonly number[];
  readonly names: readonly string[];
}

export function FindingRow({ finding: { id, verdicts, evidence }, shape, names }: Props) {
  return (
    <CheckRow {...CHECKS[id]} verdicts={verdicts}>
      {() => evidence.map((one, i) => <EvidenceView key={i} evidence={one} shape={shape} names={names} />)}
    </CheckRow>
  );
}
