import type { Verdict } from '../../../diagnose/verdict';
import { ToneMark } from '../../verdicts/mark';
import classes from './verdict-note.module.css';

/** A verdict with its sentence; its rule, its source and what to try on request. */
export function VerdictNote({ verdict: { id, tone, text, rule, source, remedies } }: { readonly verdict: Verdict }) {
  return (
    <div className={classes.note} data-tone={tone} data-verdict={id}>
      <p>
        <ToneMark tone={tone} /> {text}
      </p>
      <details>
        <summary>{remedies.length > 0 ? 'What to try, and the rule' : 'The rule'}</summary>
        {remedies.length > 0 && (
          <ul>
            {remedies.map((remedy) => (
              <li key={remedy}>{remedy}</li>
            ))}
          </ul>
        )}
        <p>
          {rule} <cite>{source.url ? <a href={source.url}>{source.citation}</a> : source.citation}</cite>
        </p>
      </details>
    </div>
  );
}
