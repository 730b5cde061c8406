import type { Strategy } from '../../../lab/sweeps/plan';
import { chooseStrategy, STRATEGY_TITLES } from '../../../store/lab/sweep';
import classes from './form.module.css';

const WHEN: Readonly<Record<Strategy, string>> = {
  grid: 'Every combination of the values you list. For one or two settings, where you want the whole table.',
  random: 'Draws all settings at once. For three settings or more, of which you do not know which matter: each run tries a new value of every one.',
  'one-factor': 'The experiment as it is, then each value alone. For asking what each change buys by itself, with few runs.',
  'big-step': 'A far jump in all settings, then control runs from there that change one by a little; the best is where it goes on. For searching without knowing where to look.',
};

/** How settings are chosen, each way with a sentence on when to take it. */
export function StrategyChoice({ strategy }: { readonly strategy: Strategy }) {
  return (
    <fieldset className={classes.strategies}>
      <legend>How to choose the settings</legend>
      {(Object.entries(WHEN) as [Strategy, string][]).map(([id, when]) => (
        <label key={id} className={classes.strategy} data-chosen={id === strategy}>
          <input type="radio" name="sweep-strategy" checked={id === strategy} onChange={() => chooseStrategy(id)} />
          <span>
            <b>{STRATEGY_TITLES[id]}</b>
            <small>{when}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
