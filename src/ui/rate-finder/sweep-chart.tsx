import { useElementSize } from '@mantine/hooks';
import { Line, LineChart, ReferenceLine, Tooltip, XAxis, YAxis } from 'recharts';
import type { RateSweep } from '../../engine/protocol';
import { lossText, short } from '../format';
import classes from './rate-finder.module.css';

const TICK = { fill: 'var(--quiet)', fontSize: 11 };
const HEIGHT = 170;
/** What lies this much above the first loss is of no interest; the axis ends there. */
const HEADROOM = 1.6;

/** Loss against learning rate, on a log scale: the mini-batches' own losses faint, the smoothed one strong, suggestions as numbered lines. */
export default function SweepChart({ sweep: { rates, losses, smoothed, suggestions } }: { readonly sweep: RateSweep }) {
  const { ref, width } = useElementSize();
  const top = Math.ceil(2 * HEADROOM * Math.max(...smoothed.slice(0, 5))) / 2;
  const decades: number[] = [];
  for (let exponent = Math.ceil(Math.log10(rates[0]!)); 10 ** exponent <= rates.at(-1)!; exponent++) decades.push(10 ** exponent);
  const rows = rates.map((rate, i) => ({ rate, loss: losses[i], smoothed: smoothed[i] }));
  return (
    <div ref={ref} className={classes.chart} role="img" aria-label="Loss of mini-batches against the learning rate; the sentence below says the same">
      {width > 0 && (
        <LineChart width={width} height={HEIGHT} data={rows} margin={{ top: 16, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false}>
          <XAxis
            dataKey="rate"
            type="number"
            scale="log"
            domain={[rates[0]!, rates.at(-1)!]}
            ticks={decades}
            tickFormatter={short}
            tick={TICK}
            stroke="var(--line)"
            height={34}
            label={{ value: 'learning rate', position: 'insideBottom', offset: 0, ...TICK }}
          />
          <YAxis domain={[0, top]} allowDataOverflow tickFormatter={short} tickCount={4} tick={TICK} stroke="var(--line)" width={40} />
          <Tooltip
            isAnimationActive={false}
            content={({ active, payload }) => {
              const row = payload?.[0]?.payload as (typeof rows)[number] | undefined;
              return active && row ? (
                <div className={classes.reading}>
                  rate {short(row.rate)}, loss {lossText(row.loss!)}, smoothed {lossText(row.smoothed!)}
                </div>
              ) : null;
            }}
          />
          {suggestions.map(({ rule, rate }, i) => (
            <ReferenceLine key={rule} x={rate} stroke="var(--accent-ink)" strokeDasharray="3 3" label={{ value: i + 1, position: 'top', fill: 'var(--accent-ink)', fontSize: 11 }} />
          ))}
          <Line dataKey="loss" stroke="var(--quiet)" strokeOpacity={0.45} strokeWidth={1} dot={false} activeDot={false} isAnimationActive={false} />
          <Line dataKey="smoothed" stroke="var(--accent-ink)" strokeWidth={2} dot={false} activeDot={false} isAnimationActive={false} />
        </LineChart>
      )}
    </div>
  );
}
