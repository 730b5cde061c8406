import type { Study } from '../../lab/study';
import classes from './sweeps.module.css';

interface Props {
  /** The newest first. */
  readonly sweeps: readonly Study[];
  readonly shown: string;
  readonly onChoose: (id: string) => void;
}

const STATUS: Readonly<Record<Study['status'], string>> = { running: 'running', finished: 'finished', cancelled: 'cancelled', failed: 'failed' };

/** Earlier sweeps; one of them is looked at. */
export function SweepList({ sweeps, shown, onChoose }: Props) {
  return (
    <ul className={classes.list} aria-label="Sweeps">
      {sweeps.map(({ id, title, created, status }) => (
        <li key={id}>
          <button type="button" className={classes.entry} aria-pressed={id === shown} onClick={() => onChoose(id)}>
            <b>{title}</b>
            <span>
              {STATUS[status]} · <time dateTime={new Date(created).toISOString()}>{when(created)}</time>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function when(created: number): string {
  return new Date(created).toLocaleString('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
}
