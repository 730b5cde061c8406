/** The picture of a learning curve. It holds the charting library, so it is loaded when the first point is there. */
import { CartesianGrid, ComposedChart, ErrorBar, Line, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis, type LabelProps, type TooltipContentProps } from 'recharts';
import { percent } from '../../../core/statistics';
import { grouped } from '../../../core/words';
import type { CurveAxis, MeasuredPoint } from '../../../store/learning-curve';
import { chartRows, endLabelShift, errorAxis } from './chart-data';
import styles from './curves.module.css';

export interface CurveChartProps {
  readonly axis: CurveAxis;
  readonly points: readonly MeasuredPoint[];
  /** Every x of the plan, measured or not. */
  readonly xs: readonly number[];
  /** Fractions; undefined where unknown. */
  readonly bayes: number | undefined;
  readonly human: number | undefined;
}

const AXIS_TITLES: Readonly<Record<CurveAxis, string>> = { size: 'training samples (log scale)', width: 'model width (log scale)' };
const TICK = { fill: 'var(--quiet)', fontSize: 12 };

export default function CurveChart({ axis, points, xs, bayes, human }: CurveChartProps) {
  const rows = chartRows(points);
  const levels = [human, bayes].flatMap((level) => (level === undefined ? [] : [100 * level]));
  const { top, ticks } = errorAxis(rows, levels);
  const last = rows.length - 1;
  const apart = endLabelShift(rows, top);
  const lowest = Math.min(...xs);
  const highest = Math.max(...xs);
  /** Names the line beside its last point. */
  const nameAtEnd = (name: string, shift: number, className: string | undefined) =>
    function EndLabel({ x, y, index }: LabelProps) {
      return index === last ? (
        <text x={Number(x) + 9} y={Number(y) + 4 + shift} fontSize={12} fontWeight={600} className={className}>
          {name}
        </text>
      ) : null;
    };

  return (
    <ResponsiveContainer width="100%" height={320}>
      <ComposedChart data={rows} margin={{ top: 12, right: 44, bottom: 22, left: 4 }}>
        <CartesianGrid stroke="var(--line)" vertical={false} />
        <XAxis
          dataKey="x"
          type="number"
          scale="log"
          domain={[lowest, highest]}
          ticks={[...xs]}
          tickFormatter={shortCount}
          tick={TICK}
          stroke="var(--line)"
          padding={{ left: 16, right: 16 }}
          label={{ value: AXIS_TITLES[axis], position: 'bottom', offset: 4, ...TICK }}
        />
        <YAxis
          type="number"
          domain={[-0.02 * top, top]} // room for the dot of an error of zero
          ticks={[...ticks]}
          allowDataOverflow
          tickFormatter={(value: number) => `${value} %`}
          tick={TICK}
          stroke="var(--line)"
          width={62}
          label={{ value: 'error', angle: -90, position: 'insideLeft', offset: 4, ...TICK }}
        />
        <Tooltip offset={16} cursor={{ stroke: 'var(--line)' }} isAnimationActive={false} content={(props) => <Reading {...props} axis={axis} points={points} />} />
        {human !== undefined && <ReferenceLine y={100 * human} stroke="var(--quiet)" strokeDasharray="6 3" label={{ value: 'human level', position: 'insideBottomLeft', ...TICK }} />}
        {bayes !== undefined && (
          // Human level is never below the bound, so there is room for both names: one above its line, one below.
          <ReferenceLine
            y={100 * bayes}
            stroke="var(--quiet)"
            strokeDasharray="2 3"
            label={{ value: 'label noise: no classifier below', position: human === undefined ? 'insideBottomLeft' : 'insideTopLeft', ...TICK }}
          />
        )}
        <Line
          {...{ dataKey: 'train', stroke: 'var(--train)', strokeWidth: 2, strokeDasharray: '6 4', isAnimationActive: false }}
          dot={{ r: 3.5, fill: 'var(--train)', strokeDasharray: '0' }}
          label={nameAtEnd('train', apart, styles.trainName)}
        >
          <ErrorBar dataKey="trainReach" stroke="var(--train)" strokeWidth={1.5} width={5} isAnimationActive={false} />
        </Line>
        <Line
          {...{ dataKey: 'dev', stroke: 'var(--dev)', strokeWidth: 2, isAnimationActive: false }}
          dot={{ r: 3.5, fill: 'var(--dev)' }}
          label={nameAtEnd('dev', -apart, styles.devName)}
        >
          <ErrorBar dataKey="devReach" stroke="var(--dev)" strokeWidth={1.5} width={5} isAnimationActive={false} />
        </Line>
      </ComposedChart>
    </ResponsiveContainer>
  );
}

function Reading({ active, label, axis, points }: Pick<TooltipContentProps, 'active' | 'label'> & { readonly axis: CurveAxis; readonly points: readonly MeasuredPoint[] }) {
  const point = points.find(({ x }) => x === label);
  if (!active || !point) return null;
  return (
    <div className={styles.tooltip}>
      <b>{axis === 'size' ? `${grouped(point.x)} samples` : `width ${point.x}`}</b>
      <span>dev error {percent(point.dev)}</span>
      <span>train error {percent(point.train)}</span>
    </div>
  );
}

function shortCount(n: number): string {
  return n >= 10_000 ? `${Math.round(n / 100) / 10}k` : grouped(n);
}
