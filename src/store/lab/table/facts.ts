/** What the table of runs says of one trial, in values and in words. */
import { accuracyEstimate, type Estimate } from '../../../core/statistics';
import { metricsOf, type Trial } from '../../../lab/trial';

/** What a visitor calls it: the label, where there is one. */
export function titleOf({ label, name }: Trial): string {
  return label === '' ? name : label;
}

/** Undefined before its first evaluation. */
export function devEstimate(trial: Trial): Estimate | undefined {
  const metrics = metricsOf(trial);
  return metrics && accuracyEstimate(metrics.dev);
}

export function devLoss(trial: Trial): number | undefined {
  return metricsOf(trial)?.dev.loss;
}

export function statusText({ status, step, steps }: Trial): string {
  switch (status) {
    case 'waiting':
      return step > 0 ? `waiting to go on from ${shareText(step, steps)}` : 'waiting';
    case 'running':
      return `training, ${shareText(step, steps)}`;
    case 'held':
      return `held at ${shareText(step, steps)}`;
    case 'stopped':
      return step > 0 ? `stopped at ${shareText(step, steps)}` : 'never begun';
    default:
      return status;
  }
}

/** How many it has trained. One that failed before its steps could be counted has trained none. */
export function epochsDone({ step, stepsPerEpoch }: Pick<Trial, 'step' | 'stepsPerEpoch'>): number {
  return step > 0 ? step / stepsPerEpoch : 0;
}

/** `5`, or `1.3 of 5` where it has not come to its end. */
export function epochsText(trial: Trial): string {
  const { step, steps, experiment } = trial;
  const total = experiment.run.epochs;
  return step > 0 && step >= steps ? String(total) : `${Number(epochsDone(trial).toFixed(1))} of ${total}`;
}

/** Seconds of training that are left, once it is known how long a step takes. */
export function secondsLeft({ seconds, step, steps }: Trial): number | undefined {
  return step > 0 && seconds > 0 ? (seconds / step) * (steps - step) : undefined;
}

/** The link without its seed: trials that share it differ by chance alone. */
export function seedlessLink({ link }: Pick<Trial, 'link'>): string {
  return link.replace(/&seed=\d+(?=&|$)/, '');
}

/** `just now`, `5 min`, `3 h`, `2 days` or a date. Both in milliseconds since 1970. */
export function ageText(created: number, now: number): string {
  const minutes = (now - created) / 60_000;
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${Math.floor(minutes)} min`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h`;
  const days = Math.floor(minutes / (24 * 60));
  return days < 30 ? `${days} ${days === 1 ? 'day' : 'days'}` : new Date(created).toISOString().slice(0, 10);
}

/** The same within a sentence: `just now`, `5 min ago`, `on 2026-09-01`. */
export function agoText(created: number, now: number): string {
  const age = ageText(created, now);
  return age === 'just now' ? age : /^\d{4}-/.test(age) ? `on ${age}` : `${age} ago`;
}

function shareText(step: number, steps: number): string {
  return `${Math.floor((100 * step) / Math.max(1, steps))}\u00a0%`;
}
