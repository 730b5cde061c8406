import { grouped } from '../../../core/words';
import type { PixelStatistics } from '../../../diagnose/data/pixels';
import type { CoordinateStatistics } from '../../../diagnose/data/points';
import { numeral, sharePercent } from '../../../diagnose/words';
import classes from './evidence.module.css';

interface Row {
  readonly name: string;
  /** One for each column. */
  readonly cells: readonly string[];
}

const listed = (values: readonly number[]): string => values.map((value) => numeral(Number(value.toFixed(3)))).join(', ');

/** What the values of pixels are like in each split. */
export function PixelNumbers({ splits }: { readonly splits: readonly { readonly split: string; readonly statistics: PixelStatistics }[] }) {
  const rows = splits.map(({ split, statistics: { min, max, mean, deviation, black, white, constantShare, emptySamples } }) => ({
    name: split,
    cells: [`${min} to ${max}`, listed(mean), listed(deviation), sharePercent(black), sharePercent(white), sharePercent(constantShare), grouped(emptySamples)],
  }));
  return <NumberTable label="Values of pixels, numbers" columns={['range', 'mean / 255', 'deviation / 255', 'at 0', 'at 255', 'constant places', 'empty samples']} rows={rows} />;
}

/** The same of coordinates. */
export function CoordinateNumbers({ splits }: { readonly splits: readonly { readonly split: string; readonly statistics: CoordinateStatistics }[] }) {
  const rows = splits.map(({ split, statistics: { min, max, mean, deviation, broken } }) => ({
    name: split,
    cells: [listed(min), listed(max), listed(mean), listed(deviation), grouped(broken)],
  }));
  return <NumberTable label="Coordinates, numbers" columns={['least', 'largest', 'mean', 'deviation', 'not a number']} rows={rows} />;
}

function NumberTable({ label, columns, rows }: { readonly label: string; readonly columns: readonly string[]; readonly rows: readonly Row[] }) {
  return (
    // What scrolls has to be reachable by keyboard.
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={label}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">split</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, cells }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {cells.map((cell, i) => (
                <td key={columns[i]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
