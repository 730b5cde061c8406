import classes from './samples.module.css';
import { argMax, confidence } from '../pixels';

interface Props {
  readonly label: string;
  /** Rows in the order to be shown. */
  readonly rows: readonly { readonly name: string; readonly probability: number }[];
}

/** Class probabilities as horizontal bars; the largest one stands out. */
export function ProbabilityBars({ label, rows }: Props) {
  const best = argMax(rows.map(({ probability }) => probability));
  return (
    <ul className={classes.bars} aria-label={label}>
      {rows.map(({ name, probability }, i) => (
        <li key={name} className={`${classes.bar} ${i === best ? classes.best : ''}`}>
          <span className={classes.name}>{name}</span>
          <span className={classes.track} aria-hidden>
            <span className={classes.fill} style={{ transform: `scaleX(${probability})` }} />
          </span>
          <span className={classes.share}>{confidence(probability)}</span>
        </li>
      ))}
    </ul>
  );
}
