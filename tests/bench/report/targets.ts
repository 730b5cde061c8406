/** What our engine is meant to reach on the reference workloads, held against what it did. */
import type { EngineId, WorkloadId } from '../protocol';
import type { SuiteResults } from '../results';
import type { SuiteId } from '../runners/suites';
import { bytes, number, table } from './format';
import type { Row } from './rows';

type Reference = 'A' | 'B' | 'C' | 'D';

interface Target {
  readonly title: string;
  readonly suites: readonly SuiteId[];
  /** Above or below which it is met; a workload without a bound is not meant. */
  readonly bounds: Readonly<Partial<Record<Reference, number>>>;
  readonly sense: 'at most' | 'at least';
  value(rows: WorkloadRows): number | undefined;
  readonly format?: (value: number) => string;
}

/** The lines of one workload. */
type WorkloadRows = ReadonlyMap<EngineId, Row>;

const WASM: readonly SuiteId[] = ['node-wasm', 'chromium-wasm'];
const WEBGPU: readonly SuiteId[] = ['node-webgpu', 'chromium-webgpu'];
const ours = (rows: WorkloadRows) => rows.get('ours')?.figures;
const leadOf = (peer: EngineId) => (rows: WorkloadRows) => rows.get(peer)?.lead;

const TARGETS: readonly Target[] = [
  { title: '× floor', suites: WASM, bounds: { A: 1.8, B: 2.3, C: 2.2 }, sense: 'at most', value: (rows) => ours(rows)?.timesFloor },
  { title: 'faster than tfjs', suites: WASM, bounds: { D: 5 }, sense: 'at least', value: leadOf('tfjs') },
  { title: 'faster than jax-js', suites: WASM, bounds: { A: 1, B: 1, C: 1 }, sense: 'at least', value: leadOf('jax-js') },
  { title: 'faster than ConvNetJS', suites: WASM, bounds: { A: 1, B: 1 }, sense: 'at least', value: leadOf('convnetjs') },
  { title: 'faster than jax-js', suites: WEBGPU, bounds: { A: 1, B: 1.4, C: 1.5, D: 1 }, sense: 'at least', value: leadOf('jax-js') },
  { title: 'dispatches', suites: WEBGPU, bounds: { A: 30, B: 40, C: 120, D: 25 }, sense: 'at most', value: (rows) => ours(rows)?.dispatches },
  { title: 'JS ms', suites: WEBGPU, bounds: { A: 0.2, B: 0.3, C: 0.6, D: 0.15 }, sense: 'at most', value: (rows) => ours(rows)?.jsMs },
  {
    title: 'uploaded beyond the step buffer',
    suites: WEBGPU,
    bounds: { A: 0, B: 0, C: 0, D: 0 },
    sense: 'at most',
    value: (rows) => ours(rows)?.uploadedBytes,
    format: bytes,
  },
];

/** @returns the table, or nothing where there is nothing to compare */
export function targetTable(suite: Pick<SuiteResults, 'id'>, rows: readonly Row[]): string[] {
  const byWorkload = new Map<WorkloadId, Map<EngineId, Row>>();
  for (const row of rows) byWorkload.set(row.workload.id, (byWorkload.get(row.workload.id) ?? new Map<EngineId, Row>()).set(row.results.engine, row));
  const measured = (['A', 'B', 'C', 'D'] as const).filter((workload) => byWorkload.has(workload));
  const applies = ({ bounds, value }: Target): boolean => measured.some((id) => bounds[id] !== undefined && value(byWorkload.get(id)!) !== undefined);
  const targets = TARGETS.filter((target) => target.suites.includes(suite.id) && applies(target));
  if (targets.length === 0) return [];
  const verdict = ({ bounds, value, sense, format = number }: Target, workload: Reference): string => {
    const bound = bounds[workload];
    const reached = value(byWorkload.get(workload)!);
    if (bound === undefined || reached === undefined) return '';
    const met = sense === 'at most' ? reached <= bound : reached >= bound;
    return `${format(reached)} ${met ? '✓' : '✗'} (${sense === 'at most' ? '≤' : '≥'} ${format(bound)})`;
  };
  const columns = [
    { title: 'target for ours', cell: ({ title }: Target) => title },
    ...measured.map((workload) => ({ title: workload, cell: (target: Target) => verdict(target, workload) })),
  ];
  return [table(columns, targets)];
}
