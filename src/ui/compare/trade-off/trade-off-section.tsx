/** Accuracy against what it costs, with the runs that none of the others beats on both counts. */
import { useElementSize } from '@mantine/hooks';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { percent } from '../../../core/statistics';
import { COSTS, countMultiplyAdds, tradeOff, type CostId } from '../../../store/lab/compare/trade-off';
import type { Trial } from '../../../lab/trial';
import { ToolButton } from '../../charts/chart-frame';
import { SaveChart } from '../../charts/save-chart';
import { NumberTable } from '../../shared/number-table';
import { icons } from '../../icons';
import { useLab } from '../../lab/use-lab';
import { Segments } from '../../shared/segments';
import shared from '../compare.module.css';
import type { Entry } from '../entries';
import { tickText } from '../overlay/reading';
import classes from './trade-off.module.css';
import { TradeOffDrawing, type NamedPoint } from './trade-off-drawing';

export function TradeOffSection({ entries }: { readonly entries: readonly Entry[] }) {
  const id = useId();
  const chart = useRef<HTMLDivElement>(null);
  const { ref, width } = useElementSize();
  const [costId, setCostId] = useState<CostId>('seconds');
  const [error, setError] = useState(false);
  const [table, setTable] = useState(false);
  const counts = useCounts(entries, costId === 'multiplyAdds');
  const points = useMemo((): NamedPoint[] => {
    const byId = new Map(entries.map((entry) => [entry.group.id, entry]));
    const costs: Record<CostId, (trial: Trial) => number | undefined> = {
      seconds: (trial) => (trial.final ? trial.seconds : undefined),
      multiplyAdds: (trial) => counts.get(trial.id),
      parameters: (trial) => trial.parameters,
    };
    return tradeOff(entries.map(({ group }) => group), costs[costId]).map((point) => ({ ...point, name: byId.get(point.id)!.name, look: byId.get(point.id)!.look }));
  }, [entries, costId, counts]);
  const cost = COSTS[costId];
  const front = points.filter(({ best }) => best).toSorted((a, b) => a.cost - b.cost);
  const devices = new Set(entries.flatMap(({ group }) => group.trials.flatMap(({ backend }) => backend?.device ?? [])));
  const title = `Dev ${error ? 'error' : 'accuracy'} against ${cost.title}`;
  return (
    <section aria-labelledby={id} className={shared.section}>
      <header className={shared.head}>
        <h3 id={id}>What accuracy costs</h3>
        <span className={shared.gap} />
        <Segments label="Cost" data={Object.entries(COSTS).map(([value, { label }]) => ({ value, label }))} value={costId} onChange={(value) => setCostId(value as CostId)} />
        <ToolButton pressed={error} label="Error on a log axis in place of accuracy" onClick={() => setError(!error)}>
          error
        </ToolButton>
        <ToolButton pressed={table} label="What accuracy costs as a table" onClick={() => setTable(!table)}>
          {icons.table}
        </ToolButton>
        <SaveChart
          title={title}
          picture={() => {
            const svg = chart.current?.querySelector('svg');
            return svg ? { chart: svg, title } : undefined;
          }}
        />
      </header>
      <p className={shared.help}>
        {cost.help} The line joins the Pareto front: runs that no other one beats on both counts.
        {costId === 'seconds' && devices.size > 1 && ' These runs come from different devices, so their seconds are not comparable.'}
      </p>
      {points.length < 2 ? (
        <p>
          This needs two or more runs {costId === 'seconds' ? 'that have finished' : 'with a dev accuracy'}; so far it is {points.length === 0 ? 'none' : 'one'} of the chosen ones.
        </p>
      ) : (
        <>
          {table ? (
            <NumberTable
              label={`${title}, numbers`}
              columns={['run', cost.title, error ? 'dev error' : 'dev accuracy', '95 % interval', 'on the front']}
              rows={points
                .toSorted((a, b) => a.cost - b.cost)
                .map(({ name, cost: paid, accuracy: { mean, low, high }, best }) => {
                  const [from, to] = error ? [1 - high, 1 - low] : [low, high];
                  const share = percent({ mean: error ? 1 - mean : mean, low: from, high: to });
                  return [name, tickText(paid), share, `${(100 * from).toFixed(1)} – ${(100 * to).toFixed(1)}`, best ? 'yes' : 'no'];
                })}
            />
          ) : (
            <div ref={ref} className={classes.plot} role="img" aria-label={`${title}: ${points.map(spoken).join('; ')}`}>
              <div ref={chart}>{width > 0 && <TradeOffDrawing points={points} front={front} error={error} costTitle={cost.title} width={width} height={360} />}</div>
            </div>
          )}
          <p className={shared.help}>
            {front.length === 1
              ? `“${front[0]!.name}” alone is on the front: none is cheaper, and none more accurate.`
              : `On the front, the cheapest first: ${front.map(({ name }) => `“${name}”`).join(', ')}. Neighbours whose intervals overlap may have changed places by luck.`}
          </p>
        </>
      )}
    </section>
  );
}

function spoken({ name, cost, accuracy }: NamedPoint): string {
  return `${name} ${percent(accuracy)} at ${tickText(cost)}`;
}

const NONE: ReadonlyMap<string, number> = new Map();

/** Multiply–adds by trial, once they are wanted and counted. */
function useCounts(entries: readonly Entry[], wanted: boolean): ReadonlyMap<string, number> {
  const { catalogue } = useLab();
  const [counts, setCounts] = useState(NONE);
  useEffect(() => {
    if (!wanted) return undefined;
    let asked = true;
    void countMultiplyAdds(catalogue, entries.flatMap(({ group }) => group.seeds)).then((found) => asked && setCounts(found));
    return () => {
      asked = false;
    };
  }, [catalogue, entries, wanted]);
  return counts;
}
