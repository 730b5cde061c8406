import type { Estimate } from '../../../core/statistics';
import { percent } from '../../../core/statistics';
import classes from './evidence.module.css';

interface Props {
  readonly shares: readonly { readonly name: string; readonly share: Estimate }[];
  /** The share that guessing would reach. */
  readonly chance: number;
}

const place = (share: number): string => `${100 * Math.max(0, Math.min(1, share))}%`;

/** Shares from 0 to 100 % with their intervals, beside what chance would give. */
export function Shares({ shares, chance }: Props) {
  return (
    <div className={classes.block}>
      <ul className={classes.shares}>
        {shares.map(({ name, share }) => (
          <li key={name}>
            <span>{name}</span>
            <span className={classes.track} aria-hidden>
              <i className={classes.fill} style={{ width: place(share.mean) }} />
              <i className={classes.whisker} style={{ left: place(share.low), right: `${100 - 100 * Math.min(1, share.high)}%` }} />
              <i className={classes.chance} style={{ left: place(chance) }} />
            </span>
            <span className={classes.number}>
              {percent(share)} <small>({percent({ ...share, mean: share.low })} to {percent({ ...share, mean: share.high })})</small>
            </span>
          </li>
        ))}
      </ul>
      <span className={classes.note}>Upright mark: what chance would give, {percent({ mean: chance, low: chance - 0.01, high: chance + 0.01 })}. Horizontal line: the interval.</span>
    </div>
  );
}
