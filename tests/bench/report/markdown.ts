/** The report: for every suite a table of all engines and workloads, and below it where the time goes. */
import type { EngineResults, Results, SuiteResults, WorkloadResults } from '../results';
import type { Figures, Peak } from './figures';
import { bytes, type Column, number, percent, table } from './format';
import { type Row, rowsOf } from './rows';
import { targetTable } from './targets';

const KERNELS = 8;

export function report(results: Results): string {
  const { machine, date, quick, suites, seconds } = results;
  const head = `# Benchmark\n\n${date}, ${machine.processor}, ${machine.cores} cores, ${machine.system}; ${quick ? 'quick, ' : ''}${number(seconds)} s in all.`;
  return `${[head, EXPLANATION, ...suites.map(section)].join('\n\n')}\n`;
}

const EXPLANATION = `Engines take turns in short slices; a slice ends when its last loss is on the host. ms/step: median over slices (quartiles). Peak: products of two
1024×1024 matrices in slices between the others, by the engine that makes them fastest on this backend. × floor: step time ÷ (FLOPs of the step's products ÷
peak). Dispatches, submits and bytes are counted at WebGPU's own methods, the reading of the loss included, which is once a slice; JS: until the last submit of
the slice that has kernels in it has returned, per step. First step: compiling and one step. Memory: GPU buffers, or the heap of WebAssembly, at its largest. A workload below 1 MFLOP has no floor: what it costs is not arithmetic. Uploaded: bytes per
step, and after the + what a captured step is told its numbers by.`;

function section(suite: SuiteResults): string {
  const rows = suite.workloads.flatMap(rowsOf);
  const device = Object.entries(suite.devices).map(([engine, name]) => `${engine}: ${name}`);
  const intro = [`## ${suite.title}`, ...(device.length > 0 ? [`${device.join('; ')}.`] : []), ...suite.notes];
  const tables = rows.length > 0 ? [table(columnsOf(suite), rows)] : [];
  return [...intro, ...tables, ...targetTable(suite, rows), ...rows.flatMap(kernelsOf)].join('\n\n');
}

function columnsOf({ backend }: SuiteResults): Column<Row>[] {
  const right = (title: string, cell: (figures: Figures, row: Row) => string): Column<Row> => ({
    title,
    right: true,
    cell: (row) => (row.figures ? cell(row.figures, row) : ''),
  });
  return [
    { title: 'workload', cell: ({ workload }) => workload.id },
    { title: 'engine', cell: ({ results }) => results.engine },
    right('ms/step', ({ msPerStep: { median, low, high } }) => `${number(median)} (${number(low)}–${number(high)})`),
    right('ours is faster by', (_, { lead }) => (lead === undefined ? '' : `${number(lead)} ×`)),
    right('samples/s', ({ samplesPerSecond }) => number(samplesPerSecond)),
    right('GFLOP/s', ({ gflops }) => number(gflops)),
    right('of peak', ({ share }) => percent(share)),
    right('× floor', ({ timesFloor }) => number(timesFloor)),
    ...(backend === 'webgpu'
      ? [
          right('dispatches', ({ dispatches }) => number(dispatches)),
          right('submits', ({ submits }) => number(submits)),
          right('uploaded', ({ uploadedBytes, stepBytes }) => `${bytes(uploadedBytes)}${stepBytes ? ` + ${bytes(stepBytes)}` : ''}`),
          right('JS ms', ({ jsMs }) => number(jsMs)),
        ]
      : []),
    right('memory', ({ peakBytes }) => bytes(peakBytes)),
    right('first step ms', ({ firstStepMs }) => number(firstStepMs)),
    right('slices', ({ msPerStep }) => String(msPerStep.n)),
    { title: '', cell: ({ results, peak, workload, figures }) => [remark(results, figures), peakRemark(workload, peak, results)].filter(Boolean).join('; ') },
  ];
}

function remark({ problem, note }: EngineResults, figures: Figures | undefined): string {
  if (problem !== undefined) return figures ? `**${problem}**` : `cannot: ${problem}`;
  return note ?? '';
}

/** Said once for each workload, in the line of its first engine. */
function peakRemark(workload: WorkloadResults, peak: Peak | undefined, results: EngineResults): string {
  return peak && results === workload.engines[0] ? `peak ${number(peak.gflops)} GFLOP/s by ${peak.engine}` : '';
}

function kernelsOf({ workload, results: { engine, kernels } }: Row): string[] {
  if (kernels.length === 0) return [];
  const total = kernels.reduce((sum, { ms }) => sum + ms, 0);
  const shown = kernels.slice(0, KERNELS).map(({ name, calls, ms }) => `${name} ${number(ms)} ms (${percent(ms / total)}, ${number(calls)} calls)`);
  const more = kernels.length - shown.length;
  return [`${workload.id}, ${engine}, kernels of ${number(total)} ms: ${shown.join('; ')}${more > 0 ? `; ${more} more` : ''}.`];
}
