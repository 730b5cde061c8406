import { Button } from '@mantine/core';
import type { Gap } from '../../../diagnose/ladder/gaps';
import classes from './ladder.module.css';
import { errorText, errorTicks, gapName, gapText, type LadderView, type RungRow } from './rows';

interface Props {
  readonly view: LadderView;
  /** What the button says that uncovers the test set. */
  readonly reveal: string;
  readonly onReveal: () => void;
}

/** The ladder: each rung a value with its interval on one error axis, and between two rungs the gap as a named bar. */
export function LadderDrawing({ view: { ladder, rows }, reveal, onReveal }: Props) {
  const ticks = errorTicks(rows);
  const top = ticks.at(-1)! / 100;
  const at = (share: number) => `${(100 * Math.min(Math.max(share, 0), top)) / top}%`;
  const largest = ladder.largest.kind === 'gap' ? ladder.largest.gap : undefined;
  return (
    <div className={classes.drawing}>
      <ol className={classes.rungs} aria-label="The ladder of errors, from the bottom up">
        {rows.map((row) => (
          <li key={row.id}>
            {row.gap && <GapBar gap={row.gap} below={ladder.errors[row.gap.from]!.mean} above={ladder.errors[row.gap.to]!.mean} ticks={ticks} at={at} largest={row.gap.id === largest} />}
            <div className={classes.row} data-kind="rung" data-rung={row.id}>
              <span className={classes.name}>
                <b>{row.name}</b> <small>{row.of}</small>
              </span>
              <span className={classes.track} aria-hidden>
                <Lines ticks={ticks} />
                {row.error && (
                  <>
                    <i className={classes.whisker} style={{ left: at(row.error.low), right: `calc(100% - ${at(row.error.high)})` }} />
                    <i className={classes.dot} style={{ left: at(row.error.mean) }} />
                  </>
                )}
              </span>
              <span className={classes.value}>{row.error ? errorText(row.error) : <Missing row={row} reveal={reveal} onReveal={onReveal} />}</span>
            </div>
          </li>
        ))}
      </ol>
      <div className={classes.row} aria-hidden>
        <span className={classes.name} />
        <span className={classes.axis}>
          {ticks.map((tick) => (
            <span key={tick} style={{ left: at(tick / 100) }}>
              {tick}
            </span>
          ))}
          <em>error, %</em>
        </span>
        <span className={classes.value} />
      </div>
    </div>
  );
}

function Missing({ row, reveal, onReveal }: { readonly row: RungRow; readonly reveal: string; readonly onReveal: () => void }) {
  if (row.missing === 'covered') {
    return (
      <>
        not looked at yet{' '}
        <Button size="compact-xs" variant="subtle" className={classes.reveal ?? ''} onClick={onReveal}>
          {reveal}
        </Button>
      </>
    );
  }
  return <>{row.missing === 'none' ? 'no samples left' : 'measuring …'}</>;
}

function Lines({ ticks }: { readonly ticks: readonly number[] }) {
  return ticks.map((tick) => <i key={tick} className={classes.line} style={{ left: `${(100 * tick) / ticks.at(-1)!}%` }} />);
}

interface GapProps {
  readonly gap: Gap;
  readonly below: number;
  readonly above: number;
  readonly ticks: readonly number[];
  readonly at: (share: number) => string;
  readonly largest: boolean;
}

function GapBar({ gap, below, above, ticks, at, largest }: GapProps) {
  const [low, high] = below <= above ? [below, above] : [above, below];
  return (
    <div className={classes.row} data-kind="gap" data-gap={gap.id} data-clear={gap.clear} data-largest={largest || undefined}>
      <span className={classes.name}>
        {gapName(gap)} {largest && <b className={classes.mark}>▲ the largest</b>}
      </span>
      <span className={classes.track} aria-hidden>
        <Lines ticks={ticks} />
        <i className={classes.bar} data-down={above < below || undefined} style={{ left: at(low), right: `calc(100% - ${at(high)})` }} />
      </span>
      <span className={classes.value}>
        {gapText(gap)}
        {!gap.clear && <small> {gap.size.low > 0 ? 'too small to matter' : 'not clear'}</small>}
      </span>
    </div>
  );
}
