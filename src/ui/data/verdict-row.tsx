import type { Verdict } from '../../diagnose/verdict';
import { ToneMark } from '../verdicts/mark';
import classes from './verdict-row.module.css';

/** A judgement with its measured sentence, its rule with the source, and what to try. */
export function VerdictRow({ verdict: { tone, text, rule, source, remedies } }: { readonly verdict: Verdict }) {
  return (
    <div className={classes.verdict} data-tone={tone}>
      <p className={classes.text}>
        <ToneMark tone={tone} /> {text}
      </p>
      {remedies.length > 0 && (
        <div className={classes.remedies}>
          <b>What to try</b>
          <ul>
            {remedies.map((remedy) => (
              <li key={remedy}>{remedy}</li>
            ))}
          </ul>
        </div>
      )}
      <p className={classes.rule}>
        Rule: {rule} <cite>{source.url ? <a href={source.url}>{source.citation}</a> : source.citation}</cite>
      </p>
    </div>
  );
}
