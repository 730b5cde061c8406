import type { XAxisId } from '../../../store/lab/compare/axes';
import type { Quantity } from '../../../store/lab/compare/quantities';
import { NumberTable } from '../../shared/number-table';
import type { DrawnLine } from './drawing';
import { readLine, valueText, xText, xTitle } from './reading';

const MOST_ROWS = 40;

interface Props {
  readonly lines: readonly DrawnLine[];
  readonly quantity: Quantity;
  readonly axis: XAxisId;
}

/** The lines in numbers, at up to 40 of the places where they were measured. */
export function LineTable({ lines, quantity, axis }: Props) {
  const xs = [...new Set(lines.flatMap(({ line }) => [...line.x]))].filter(Number.isFinite).sort((a, b) => a - b);
  const stride = Math.max(1, Math.ceil(xs.length / MOST_ROWS));
  const rows = xs.filter((_, i) => i % stride === 0 || i === xs.length - 1);
  return (
    <NumberTable
      label={`${quantity.title}, numbers`}
      columns={[xTitle(axis), ...lines.map(({ name, line }) => (line.n > 1 ? `${name} (mean of ${line.n}, ${line.band?.kind === 'range' ? 'range' : '95 %'})` : name))]}
      rows={rows.map((x) => [
        xText(axis, x),
        ...lines.map(({ line }) => {
          const read = readLine(line, x);
          if (!read || x > line.x.at(-1)!) return '';
          const band = read.low === undefined || read.high === undefined ? '' : ` (${valueText(quantity, read.low)} to ${valueText(quantity, read.high)})`;
          return `${valueText(quantity, read.y)}${band}`;
        }),
      ])}
    />
  );
}
