import type { NetworkPlan } from '../../core/network';
import { grouped } from '../../core/words';
import { compact } from '../format';
import { LayerList } from './layer-list';
import classes from './network.module.css';

interface Props {
  readonly plan: NetworkPlan;
  readonly before: NetworkPlan;
}

/** What a change has done to the network: its size in a caption, its layers beneath with the new ones marked. */
export function NetworkChange({ plan, before }: Props) {
  return (
    <figure className={classes.figure}>
      <figcaption>
        <Difference what="parameters" from={before.parameterCount} to={plan.parameterCount} format={grouped} />;{' '}
        <Difference what="multiply–adds a sample" from={before.multiplyAdds} to={plan.multiplyAdds} format={compact} />
        <Legend />
      </figcaption>
      <LayerList plan={plan} before={before} />
    </figure>
  );
}

function Legend() {
  return (
    <span className={classes.legend} aria-hidden>
      <span>+ added</span>
      <span>≠ changed</span>
      <span>− removed</span>
      <span>numbers on the right: what a layer puts out, and its parameters</span>
    </span>
  );
}

interface DifferenceProps {
  readonly what: string;
  readonly from: number;
  readonly to: number;
  readonly format: (n: number) => string;
}

function Difference({ what, from, to, format }: DifferenceProps) {
  if (from === to) {
    return (
      <>
        {format(to)} {what} as before
      </>
    );
  }
  const sign = to > from ? '+' : '−';
  return (
    <>
      {format(from) !== format(to) && `${format(from)} → `}
      <b>
        {format(to)} {what}
      </b>{' '}
      ({sign}
      {format(Math.abs(to - from))}
      {from > 0 && `, ${shareOf(sign, Math.abs((100 * (to - from)) / from))} %`})
    </>
  );
}

function shareOf(sign: string, percent: number): string {
  return percent < 0.1 ? 'less than 0.1' : `${sign}${percent.toFixed(percent < 10 ? 1 : 0)}`;
}
