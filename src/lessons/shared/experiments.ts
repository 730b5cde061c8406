/** From a lesson's arm to the experiments that are run. */
import type { Catalogue } from '../../core/catalogue';
import type { Experiment } from '../../core/experiment';
import { readLink } from '../../core/permalink';

/**
 * The experiment of an arm with a seed. The seed is that of the data as well, so that no interval rests on the luck of one sample of data, and arms with
 * the same seed see the same samples.
 * @param rate in place of the link's
 * @throws Error where the link is not understood
 */
export function experimentOf(catalogue: Catalogue, link: string, seed: number, rate?: number): Experiment {
  const { experiment, notices } = readLink(catalogue, link);
  if (notices.length > 0) throw new Error(`The link of this arm is not understood: ${notices.join('; ')}`);
  return {
    ...experiment,
    data: 'seed' in experiment.data ? { ...experiment.data, seed } : experiment.data,
    run: { ...experiment.run, seed, ...(rate === undefined ? {} : { lr: rate }) },
  };
}
