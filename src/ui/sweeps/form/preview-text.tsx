import { grouped } from '../../../core/words';
import { clockTime } from '../../format';
import type { RunsAtOnce } from '../../lab/runs-at-once';
import shared from '../sweeps.module.css';
import classes from './form.module.css';
import type { PreviewState } from './use-preview';

interface Props {
  readonly preview: PreviewState;
  readonly atOnce: RunsAtOnce;
  readonly empty: boolean;
}

const MOST_LEFT_OUT = 8;

/** How many runs, how long they would take, which they are, and what cannot be trained. */
export function PreviewText({ preview, atOnce, empty }: Props) {
  if (preview.state === 'bad') {
    return (
      <p className={shared.problem} role="alert">
        {preview.problem}.
      </p>
    );
  }
  if (preview.state !== 'ready') return <p className={classes.preview}>{empty ? 'Add a setting to vary first.' : 'Reckoning …'}</p>;
  const { arms, runs, cost, seconds, first, leftOut, cut } = preview.preview;
  const whole = Math.abs(cost - runs) < 1e-9 ? '' : `, at the cost of ${cost.toFixed(1)} whole ones`;
  const time = seconds === undefined ? 'how long is known when the first has run' : `about ${clockTime(seconds / atOnce.n)}, ${atOnce.text}`;
  return (
    <div className={classes.preview}>
      <p role="status">
        <b>
          {count(arms, 'setting')}, {count(runs, 'run')}
        </b>
        {whole}: {time}.{cut && ' The budget ends it before all is tried.'}
      </p>
      <ul className={classes.first} aria-label="The first settings">
        {first.map((label) => (
          <li key={label}>{label}</li>
        ))}
        {arms > first.length && <li>… and {grouped(arms - first.length)} more</li>}
      </ul>
      {leftOut.length > 0 && (
        <details>
          <summary>{count(leftOut.length, 'setting')} cannot be trained and {leftOut.length === 1 ? 'is' : 'are'} left out</summary>
          <ul>
            {leftOut.slice(0, MOST_LEFT_OUT).map(({ label, reason }) => (
              <li key={label}>
                {label}: {reason}
              </li>
            ))}
            {leftOut.length > MOST_LEFT_OUT && <li>… and {grouped(leftOut.length - MOST_LEFT_OUT)} more</li>}
          </ul>
        </details>
      )}
    </div>
  );
}

function count(n: number, what: string): string {
  return `${grouped(n)} ${what}${n === 1 ? '' : 's'}`;
}
