import { useDeferredValue, useMemo, useState } from 'react';
import { percent, shareOf, type Estimate } from '../../../core/statistics';
import { cheapestDecisions, expectedCost, zeroOneCost } from '../../../diagnose/errors/cost';
import { judgeMetric } from '../../../diagnose/errors/metric';
import { score, tally } from '../../../diagnose/errors/predictions';
import { numeral } from '../../../diagnose/words';
import { Panel } from '../../shared/panel';
import { intervalText, type Facts } from '../shared/facts';
import { VerdictNote } from '../shared/verdict-note';
import { CostMatrix } from './cost-matrix';
import classes from './metric.module.css';

interface Props {
  readonly facts: Facts;
  readonly names: readonly string[];
}

/** Accuracy beside what it may hide. */
export function Metric({ facts, names }: Props) {
  const { predictions } = facts;
  const count = predictions.classes;
  const [edited, setEdited] = useState<Float64Array>();
  const cost = useDeferredValue(edited?.length === count * count ? edited : undefined);
  const scores = useMemo(() => score(predictions), [predictions]);
  const verdicts = useMemo(() => judgeMetric(predictions, names), [predictions, names]);
  const costs = useMemo(() => costsOf(facts, cost ?? zeroOneCost(count)), [facts, cost, count]);
  const k = count > 20 ? 5 : count > 4 ? 3 : 2;
  const top = scores.topK[Math.min(k, count) - 1]!;
  const { crossEntropy } = scores;
  return (
    <Panel
      title="The metric can be wrong"
      help="Accuracy is one number of many: it is easy to get where one class is common, and it takes all mistakes for equally bad. In brackets: 95 % intervals."
    >
      <dl className={classes.figures}>
        <Share term="Accuracy" help="The share of samples whose most probable class is the true one." share={scores.accuracy} />
        <Share term="Balanced accuracy" help="The mean recall of the classes: every class counts the same, however rare." share={scores.balancedAccuracy} />
        {k < count && <Share term={`Top-${k} accuracy`} help={`The share of samples whose true class is among the ${k} most probable.`} share={top} />}
        <Figure term="Cross-entropy" help={`Mean loss in nats; guessing gets ln ${count} = ${Math.log(count).toFixed(2)}.`} value={crossEntropy.mean.toFixed(3)} interval={`${crossEntropy.low.toFixed(3)}–${crossEntropy.high.toFixed(3)}`} />
        <Figure
          term={cost ? 'Expected cost, by your costs' : 'Expected cost'}
          help={cost ? 'What a sample costs on average, by the matrix below.' : 'What a sample costs on average where every mistake costs 1: the error.'}
          value={numeral(costs.now.mean)}
          interval={costText(costs.now)}
        />
      </dl>
      {verdicts.map((verdict) => (
        <VerdictNote key={verdict.id} verdict={verdict} />
      ))}
      <CostMatrix key={count} names={names} cost={edited} onChange={setEdited} />
      {cost && (
        <p className={classes.outcome} role="status">
          Deciding for the class of least expected cost, by the network’s own probabilities, would cost {numeral(costs.cheapest.mean)} ({costText(costs.cheapest)}) a sample instead of {numeral(costs.now.mean)} (
          {costText(costs.now)}), at an accuracy of {percent(costs.accuracy)} ({intervalText(costs.accuracy)}) instead of {percent(scores.accuracy)}.
        </p>
      )}
    </Panel>
  );
}

/** What the decisions cost as they are, and as they would be if they minimised the cost. */
function costsOf({ predictions, confusion }: Facts, cost: Float64Array) {
  const cheapest = tally(predictions.labels, cheapestDecisions(predictions, cost), predictions.classes);
  const right = Array.from({ length: predictions.classes }, (_, k) => cheapest.counts[k * (predictions.classes + 1)]!).reduce((sum, one) => sum + one, 0);
  return { now: expectedCost(confusion, cost), cheapest: expectedCost(cheapest, cost), accuracy: shareOf(right, predictions.labels.length) };
}

function costText({ low, high }: Estimate): string {
  return `${numeral(low)}–${numeral(high)}`;
}

function Share({ term, help, share }: { readonly term: string; readonly help: string; readonly share: Estimate }) {
  return <Figure term={term} help={help} value={percent(share)} interval={intervalText(share)} />;
}

function Figure({ term, help, value, interval }: { readonly term: string; readonly help: string; readonly value: string; readonly interval: string }) {
  return (
    <div title={help}>
      <dt>{term}</dt>
      <dd>
        <b>{value}</b> <span>({interval})</span>
        <small>{help}</small>
      </dd>
    </div>
  );
}
