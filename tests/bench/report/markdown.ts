/** The report: for every suite a table of all engines and workloads, and below it where the time goes. */
import type { Results, SuiteResults } from '../results';
import type { Figures } from './figures';
import { byFamily } from './families';
import { bytes, type Column, number, percent, table } from './format';
import { type Row, rowsOf } from './rows';
import { targetTable } from './targets';

const KERNELS = 8;

export function report(results: Results): string {
  const { machine, date, quick, suites, seconds } = results;
  const where = `${machine.processor}, ${machine.cores} cores, ${machine.system}`;
  const head = `${date}, ${where}; ${quick ? 'quick, ' : ''}${number(seconds)} s in all.`;
  return `${['# Benchmark', head, EXPLANATION, ...suites.map(section)].join('\n\n')}\n`;
}

const EXPLANATION = `Engines take turns in short slices; a slice ends when its last loss is on the host. All start from the same weights
and have to agree on the first losses. Ours gathers and normalises its batch in every step; the peers find theirs ready-made on the device.

* ms/step: median over slices (quartiles).
* peak: products of two 1024×1024 matrices, in slices between the others, by the engine that makes them fastest on this backend.
* × floor: step time ÷ (operations of the step's products ÷ peak). A workload below 1 MFLOP has no floor: what it costs is not arithmetic.
* dispatches, submits, uploaded: per step, counted at WebGPU's own methods, with the reading of the last loss, which is once a slice. Behind the +
  stands what a captured step is told its numbers by.
* JS ms: per step, of the calling thread, until the last submit with kernels in it has returned: its own time on a processor in Node, where the device may compute beside it, else by the clock; the least of all slices. Ours takes eight steps to a submit.
* memory: GPU buffers, or the heap of WebAssembly, at its largest.
* first step ms: compiling and one step.`;

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
    { title: '', cell: (row) => [remark(row), peakRemark(row)].filter(Boolean).join('; ') },
  ];
}

function remark({ results: { problem, note }, figures }: Row): string {
  if (problem !== undefined) return figures ? `**${problem}**` : `cannot: ${problem}`;
  return note ?? '';
}

/** Said once for each workload, in the line of its first engine. */
function peakRemark({ workload, peak, results }: Row): string {
  return peak && results === workload.engines[0] ? `peak ${number(peak.gflops)} GFLOP/s by ${peak.engine}` : '';
}

function kernelsOf({ workload, results: { engine, kernels } }: Row): string[] {
  if (kernels.length === 0) return [];
  const families = byFamily(kernels);
  const total = families.reduce((sum, { ms }) => sum + ms, 0);
  const shown = families.slice(0, KERNELS).map(({ name, calls, ms }) => `${name} ${number(ms)} ms (${percent(ms / total)}, ${number(calls)} calls)`);
  const more = families.length - shown.length;
  return [`${workload.id}, ${engine}, kernels of ${number(total)} ms: ${shown.join('; ')}${more > 0 ? `; ${more} more` : ''}.`];
}
