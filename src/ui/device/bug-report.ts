/** The result as text, for whoever can mend it. */
import type { BackendReport } from '../../engine/protocol';
import type { KernelReport, WalkReport } from '../../engine/protocol/device-check';
import { errorText, gradientError, outputError, summarise, verdictOf, walkText } from './summary';

export interface Circumstances {
  readonly backend: BackendReport | undefined;
  /** What the browser calls itself. */
  readonly browser: string;
  readonly link: string;
  readonly date: Date;
}

export function bugReport({ rows, complete, tfjs }: KernelReport, walk: WalkReport | undefined, { backend, browser, link, date }: Circumstances): string {
  const groups = summarise(rows);
  const { kernels } = backend ?? {};
  const facts = [
    'Grimoire, check of the device',
    `date     ${date.toISOString()}`,
    `device   ${backend ? `${backend.device}${backend.safeMode ? ', safe mode' : ''}` : 'unknown'}`,
    ...(kernels ? [`adapter  ${kernels.adapter}; kernels ${JSON.stringify(kernels.choice)}`] : []),
    `browser  ${browser}`,
    `tfjs     ${tfjs}`,
    `link     ${link}`,
  ];
  const table = groups.flatMap(({ group, checked }) => [
    '',
    `${group}: verdict, max abs error, max rel error (RMS), allowed, kernel, worst shape`,
    ...checked.map(({ title, kernel, ok, worst }) =>
      [ok ? 'right' : 'WRONG', errorText(worst.maxAbsolute), errorText(worst.maxError), errorText(worst.tolerance), `${title} (${kernel})`, worst.problem ?? worst.shape].join('  '),
    ),
  ]);
  const layers = walk
    ? ['', `Layers of the current network: output error, gradient error. ${walkText(walk)}`, ...walk.layers.map((row) => [errorText(outputError(row)), errorText(gradientError(row)), row.name, row.kind].join('  '))]
    : [];
  return [...facts, '', `${verdictOf(groups).text}${complete ? '' : ' The check was stopped before its end.'}`, ...table, ...layers, ''].join('\n');
}
