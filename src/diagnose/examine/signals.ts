/** The rules on what probed steps have measured of weights, gradients, updates and activations. */
import { LAYER_FIGURES, PARAMETER_FIGURES } from '../../core/health';
import type { Evidence, HealthEvidence } from '../evidence';
import { meanInterval, median } from '../../core/statistics';
import { isNorm } from '../../core/structure';
import { gradientNoiseScale, judgeNoiseScale, type NoiseScale } from '../run/noise-scale';
import { judgeActivationScale, judgeDeadUnits, judgeGradientScale, judgeSaturation, type Measured } from '../run/signals';
import { QUIET_SHARE } from '../run/steady';
import { judgeUpdateRatio, type UpdateSeries } from '../run/update-ratio';
import type { Verdict } from '../verdict';

/** So many probes make “of late”. */
const RECENT = 5;
/** Probes over which squared gradients are averaged. */
const NOISE_WINDOW = 20;
/** Of a long run, so many probes are enough for a median. */
const MOST_PROBES = 400;

type Probe = HealthEvidence['probes'][number];

export function examineSignals({ health, batchSize }: Pick<Evidence, 'health' | 'batchSize'>): Verdict[] {
  const { probes, plan } = health ?? NONE;
  const known = health ?? NONE;
  const some = thinned(probes);
  const steady = some.filter(isSteady);
  const recent = probes.slice(-RECENT);
  return [
    judgeUpdateRatio(updates(known, some)),
    judgeGradientScale(gradients(known, steady)),
    judgeActivationScale(ofLayers(known, recent, 'activation', readAsIs(plan))),
    judgeDeadUnits(ofLayers(known, recent, 'dead', plan.layers.map(({ bend }) => bend === 'relu'))),
    judgeSaturation(ofLayers(known, recent, 'saturated', plan.layers.map(({ bend }) => bend === 'tanh' || bend === 'sigmoid'))),
    judgeNoiseScale(noiseScale(known, probes.filter(isSteady).slice(-NOISE_WINDOW), batchSize), batchSize),
  ];
}

/** Whether each layer's activations are read as they are; what a norm rescales may be of any size before. */
function readAsIs({ layers }: HealthEvidence['plan']): boolean[] {
  return layers.map((_, i) => !layers.slice(i + 1, i + 2).some(isNorm));
}

const NONE: HealthEvidence = { plan: { parameters: [], layers: [] }, parameters: [], probes: [] };

function isSteady({ rateFactor }: Probe): boolean {
  return rateFactor >= QUIET_SHARE;
}

function thinned(probes: readonly Probe[]): readonly Probe[] {
  const apart = Math.ceil(probes.length / MOST_PROBES);
  return apart <= 1 ? probes : probes.filter((_, i) => i % apart === 0);
}

/** Kernels that learn and have a size to compare with from the start. */
function judged({ plan, parameters }: HealthEvidence): { readonly name: string; readonly index: number }[] {
  return plan.parameters.flatMap((name, index) => {
    const { kernel, startsAtZero, frozen } = parameters[index]!;
    return kernel && !startsAtZero && !frozen ? [{ name, index }] : [];
  });
}

function updates(health: HealthEvidence, probes: readonly Probe[]): UpdateSeries[] {
  const rateFactors = probes.map(({ rateFactor }) => rateFactor);
  return judged(health).map(({ name, index }) => {
    const of = (figure: ParameterFigure) => probes.map((probe) => parameterFigure(health, probe, figure, index));
    const weights = of('weight');
    return { name, initialWeight: weights[0] ?? 0, ratios: of('update').map((update, i) => update / weights[i]!), rateFactors };
  });
}

/** Over all of the steady run: once nothing is left to learn, gradients vanish, and rightly so. */
function gradients(health: HealthEvidence, steady: readonly Probe[]): Measured[] {
  if (steady.length === 0) return [];
  const ratio = (probe: Probe, index: number) => parameterFigure(health, probe, 'gradient', index) / parameterFigure(health, probe, 'weight', index);
  return judged(health).map(({ name, index }) => ({ name, value: middle(steady.map((probe) => ratio(probe, index))) }));
}

/** @param fits whether a layer has such a figure, in the order of the plan */
function ofLayers(health: HealthEvidence, recent: readonly Probe[], figure: (typeof LAYER_FIGURES)[number], fits: readonly boolean[]): Measured[] {
  if (recent.length === 0) return [];
  const { parameters, layers } = health.plan;
  const start = PARAMETER_FIGURES.length * parameters.length + LAYER_FIGURES.indexOf(figure) * layers.length;
  return layers.flatMap(({ name }, i) => (fits[i] ? [{ name, value: middle(recent.map(({ figures }) => figures[start + i]!)) }] : []));
}

/**
 * From the gradients of single batches and of neighbouring probes together; the latter are a batch twice as large at nearly the same weights, as far as
 * the weights have not moved much in between.
 */
function noiseScale(health: HealthEvidence, late: readonly Probe[], batchSize: number): NoiseScale {
  if (late.length < 2) return { scale: NaN, signal: NaN, noise: NaN };
  const squaredNorms = (figure: ParameterFigure) => late.map((probe) => health.parameters.reduce((sum, { size }, i) => sum + size * parameterFigure(health, probe, figure, i) ** 2, 0));
  const small = squaredNorms('gradient');
  const big = squaredNorms('sum').map((squared) => squared / 4);
  const estimate = (a: number, b: number) => gradientNoiseScale({ batch: batchSize, squaredNorm: a }, { batch: 2 * batchSize, squaredNorm: b });
  const signals = meanInterval(small.map((squared, i) => estimate(squared, big[i]!).signal));
  return { ...estimate(meanOf(small), meanOf(big)), signalHigh: signals.high };
}

type ParameterFigure = (typeof PARAMETER_FIGURES)[number];

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Reading single figures spares the thousands of objects that reading whole probes makes. */
function parameterFigure({ plan }: HealthEvidence, { figures }: Probe, figure: ParameterFigure, index: number): number {
  return figures[PARAMETER_FIGURES.indexOf(figure) * plan.parameters.length + index]!;
}

/** The median, unless something is not a number, which must not be sorted away. */
function middle(values: readonly number[]): number {
  return values.every(Number.isFinite) ? median(values) : NaN;
}
