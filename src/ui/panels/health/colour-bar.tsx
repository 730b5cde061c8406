import { cssColour } from '../../shared/colours';
import { USUAL_UPDATE } from './figures';
import classes from './health.module.css';
import { paletteOf, placeOf, ticksOf, type Scale } from './scale';

interface Props {
  readonly scale: Scale;
  readonly dark: boolean;
  /** Whether values outside the usual are marked. */
  readonly judged: boolean;
}

/** Which colours and marks stand for which values. */
export function ColourBar({ scale, dark, judged }: Props) {
  const colours = paletteOf(scale, dark).map(cssColour);
  const percent = (place: number) => `${100 * place}%`;
  return (
    <div className={classes.scale}>
      <div className={classes.bar} style={{ background: `linear-gradient(90deg, ${colours.join(', ')})` }} aria-hidden>
        {judged && <i data-mark="below" style={{ left: 0, width: percent(placeOf(scale, USUAL_UPDATE.low)) }} />}
        {judged && <i data-mark="above" style={{ left: percent(placeOf(scale, USUAL_UPDATE.high)), right: 0 }} />}
      </div>
      <div className={classes.values}>
        {ticksOf(scale).map(({ place, text }) => (
          <span key={text} data-edge={place === 0 ? 'start' : place === 1 ? 'end' : undefined} style={{ left: percent(place) }}>
            {text}
          </span>
        ))}
      </div>
      {judged && <p className={classes.note}>Hatched: a kernel outside 10⁻⁴ … 10⁻². Pale: the learning rate is below an eighth of its highest, so the rule does not hold.</p>}
    </div>
  );
}
