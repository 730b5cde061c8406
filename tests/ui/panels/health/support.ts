/** Probes of made-up networks. */
import { healthSize, LAYER_FIGURES, PARAMETER_FIGURES, type Health, type HealthPlan } from '../../../../src/core/health';
import type { Probed } from '../../../../src/store/run-record';

/** The figures of one probe as the engine sends them. */
export function packed(plan: HealthPlan, health: Health): Float32Array {
  const figures = Float32Array.from([
    ...PARAMETER_FIGURES.flatMap((name) => health.parameters.map((parameter) => parameter[name])),
    ...LAYER_FIGURES.flatMap((name) => health.layers.map((layer) => layer[name])),
  ]);
  if (figures.length !== healthSize(plan)) throw new Error('The health is not of this plan');
  return figures;
}

/** Probes without figures, at every so many steps. */
export const probesAt = (count: number, gap = 10): Probed[] => Array.from({ length: count }, (_, i) => ({ step: i * gap, figures: new Float32Array(0) }));
