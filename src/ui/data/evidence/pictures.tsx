import { grouped } from '../../../core/words';
import type { Portrait, SharedGroup, Shown, ShownPair, SuspectShown } from '../../../diagnose/data/finding';
import classes from './evidence.module.css';
import { SampleFigure } from './picture';

interface Drawn {
  readonly shape: readonly number[];
  readonly name: (label: number) => string;
}

/** Copies side by side. */
export function Pairs({ pairs, found, shape, name }: Drawn & { readonly pairs: readonly ShownPair[]; readonly found: number }) {
  return (
    <div className={classes.block}>
      <p className={classes.note}>{found > pairs.length ? `The first ${pairs.length} of ${grouped(found)} pairs.` : found === 1 ? 'The pair.' : `All ${found} pairs.`}</p>
      <ul className={classes.pairs}>
        {pairs.map(({ first, second, kind, correlation }) => (
          <li key={`${placeOf(first)} ${placeOf(second)}`}>
            <div className={classes.pair}>
              {[first, second].map((sample) => (
                <figure key={placeOf(sample)}>
                  <SampleFigure features={sample.features} shape={shape} />
                  <figcaption>
                    {placeOf(sample)}
                    <br />
                    <b>{name(sample.label)}</b>
                  </figcaption>
                </figure>
              ))}
            </div>
            <span className={classes.note}>
              {kind === 'exact' ? 'identical' : `correlation ${correlation.toFixed(3)}`}
              {first.label !== second.label && ', different labels'}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Samples whose label others contradict: the label as given, and theirs. */
export function Suspects({ suspects, found, shape, name }: Drawn & { readonly suspects: readonly SuspectShown[]; readonly found: number }) {
  return (
    <div className={classes.block}>
      <p className={classes.note}>
        {found > suspects.length ? `The ${suspects.length} most contradicted of ${grouped(found)} suspects` : found === 1 ? 'The only suspect' : `All ${found} suspects`}, each with its label and what others take it for. Some are only
        unusual: judge for yourself.
      </p>
      <ul className={classes.suspects}>
        {suspects.map((sample) => (
          <li key={placeOf(sample)}>
            <figure>
              <SampleFigure features={sample.features} shape={shape} />
              <figcaption>
                {placeOf(sample)}
                <br />
                label <b>{name(sample.label)}</b>
                <br />
                rather <b>{name(sample.likely)}</b>?
                <br />
                {sample.says}
              </figcaption>
            </figure>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Pictures made of many samples, in rows that are to be compared. */
export function Portraits({ rows, shape }: { readonly rows: readonly { readonly name: string; readonly portraits: readonly Portrait[] }[]; readonly shape: readonly number[] }) {
  const means = rows.length > 1;
  return (
    <div className={classes.block}>
      {means && <p className={classes.note}>The mean picture of all samples and of each class, train above dev.</p>}
      {rows.map((row) => (
        <div key={row.name} className={classes.portraits}>
          <b>{row.name}</b>
          <ul>
            {row.portraits.map(({ title, picture }) => (
              <li key={title} data-wide={means ? undefined : true}>
                <figure>
                  <SampleFigure features={picture} shape={shape} />
                  <figcaption>{title}</figcaption>
                </figure>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

/** Whose samples are on both sides. */
export function Groups({ attribute, shared, found }: { readonly attribute: string; readonly shared: readonly SharedGroup[]; readonly found: number }) {
  return (
    <div className={classes.block}>
      {found > shared.length && (
        <p className={classes.note}>
          The first {shared.length} of {grouped(found)}.
        </p>
      )}
      <div className={classes.scroll} tabIndex={0} role="region" aria-label={`Values of ${attribute} on both sides`}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{attribute}</th>
              <th scope="col">training samples</th>
              <th scope="col">evaluation samples</th>
            </tr>
          </thead>
          <tbody>
            {shared.map(({ value, train, evaluation }) => (
              <tr key={value}>
                <th scope="row">{value}</th>
                <td>{grouped(train)}</td>
                <td>{grouped(evaluation)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** Samples are counted from 1, as everywhere on the page. */
function placeOf({ split, index }: Pick<Shown, 'split' | 'index'>): string {
  return `${split} ${grouped(index + 1)}`;
}
