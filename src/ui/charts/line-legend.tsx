import classes from './line-legend.module.css';
import type { LineStyle } from './series';

interface Props {
  readonly lines: readonly {
    readonly name: string;
    readonly style: LineStyle;
    /** That of the text, where lines of many colours are meant. */
    readonly colour?: string;
  }[];
}

/** What the lines of a chart mean. */
export function LineLegend({ lines }: Props) {
  return (
    <ul className={classes.legend} aria-label="Line styles">
      {lines.map(({ name, style, colour }) => (
        <li key={name}>
          <i data-style={style} style={colour === undefined ? {} : { borderColor: colour }} aria-hidden />
          {name}
        </li>
      ))}
    </ul>
  );
}
