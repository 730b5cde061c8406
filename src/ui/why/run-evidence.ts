/** What the page itself knows of a run, as evidence: its losses, evaluations and probes. No question to the engine is needed for it. */
import type { Catalogue } from '../../core/catalogue';
import { describeData } from '../../core/experiment';
import { tryFold } from '../../core/fold';
import { parameterFacts, type ParameterFacts } from '../../core/parameter-facts';
import type { Evidence, HealthEvidence } from '../../diagnose/evidence';
import type { RunRecord } from '../../store/run-record';

export function evidenceOf(catalogue: Catalogue, run: RunRecord): Evidence {
  const { experiment, evaluations, final, series, points, plan, step, steps } = run;
  const { classes } = describeData(catalogue, experiment.data);
  const highestRate = plan.reduce((most, { rate }) => Math.max(most, rate), 0);
  const health = healthOf(run, factsOf(catalogue, run), highestRate);
  return {
    classNames: Array.from({ length: classes }, (_, label) => String(label)),
    batchSize: experiment.run.batch,
    step,
    steps,
    course: { first: series.step[0] ?? 0, objectives: series.objective.subarray(0, points), rates: series.learningRate.subarray(0, points), highestRate },
    evaluations,
    ...(final ? { final } : {}),
    ...(health ? { health } : {}),
  };
}

function healthOf({ health: plan, probes, series, points }: RunRecord, parameters: readonly ParameterFacts[], highestRate: number): HealthEvidence | undefined {
  if (!plan || plan.parameters.length !== parameters.length) return undefined;
  const first = series.step[0] ?? 0;
  const rateAt = (step: number): number => (step - first < points ? series.learningRate[step - first]! : highestRate);
  return { plan, parameters, probes: probes.map(({ step, figures }) => ({ step, figures, rateFactor: rateAt(step) / highestRate })) };
}

function factsOf(catalogue: Catalogue, { experiment }: RunRecord): readonly ParameterFacts[] {
  const { recipe } = tryFold(catalogue, experiment);
  return recipe ? parameterFacts(recipe) : [];
}
