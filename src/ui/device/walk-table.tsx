import { VisuallyHidden } from '@mantine/core';
import type { LayerRow, WalkReport } from '../../engine/protocol/device-check';
import classes from './device.module.css';
import { Judgement } from './judgement';
import { errorText, gradientError, outputError } from './summary';

/** The ends of the logarithmic axis of the bars. */
const LEAST = 1e-8;
const MOST = 10;

/** The network from input to output: how far each layer's output and gradients are from those of the plain processor. */
export function WalkTable({ report }: { readonly report: WalkReport }) {
  const { layers, outputTolerance, gradientTolerance, wrongForward, wrongBackward } = report;
  return (
    <table className={classes.table} data-walk>
      <caption>
        <VisuallyHidden>Layers from input to output</VisuallyHidden>
      </caption>
      <thead>
        <tr>
          <th scope="col">Layer</th>
          <th scope="col">Output error</th>
          <th scope="col">Gradient error</th>
          <th scope="col">Verdict</th>
        </tr>
      </thead>
      <tbody>
        {layers.map((row) => {
          const remark = [row.name === wrongForward && 'first wrong output', row.name === wrongBackward && 'passes on a wrong gradient'].filter(Boolean).join(', ');
          return (
            <tr key={row.name} data-wrong={remark !== '' || undefined}>
              <th scope="row">
                {row.name} <small>{row.kind}</small>
              </th>
              <Bar error={outputError(row)} tolerance={outputTolerance} />
              <Bar error={gradientError(row)} tolerance={gradientTolerance} />
              <td>
                <Judgement of={remark ? 'wrong' : isRight(row, report) ? 'right' : 'follows'} />
                {remark && <small>{remark}</small>}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function isRight(row: LayerRow, { outputTolerance, gradientTolerance }: WalkReport): boolean {
  return (outputError(row) ?? 0) <= outputTolerance && (gradientError(row) ?? 0) <= gradientTolerance;
}

/** 0 at the least error worth drawing, 100 at the greatest. */
const placeOf = (error: number): number => 100 * Math.max(0, Math.min(1, Math.log(error / LEAST) / Math.log(MOST / LEAST)));

/** A number, and a bar on a logarithmic axis with a line where it becomes wrong. */
function Bar({ error, tolerance }: { readonly error: number | undefined; readonly tolerance: number }) {
  return (
    <td>
      <span className={classes.error}>{errorText(error)}</span>
      {error !== undefined && (
        <span className={classes.bar} aria-hidden>
          <i data-wrong={!(error <= tolerance) || undefined} style={{ width: `${error > 0 ? placeOf(error) : 0}%` }} />
          <b style={{ left: `${placeOf(tolerance)}%` }} />
        </span>
      )}
    </td>
  );
}
