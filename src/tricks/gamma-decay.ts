import { power } from '../core/exact-math';
import { number } from '../core/fields';
import { inOneCycle } from '../core/schedules';
import { declareTrick } from '../core/trick';

/** Where the rate ends if γ is left to the run. */
const FINAL_SHARE = 0.01;

export const gammaDecay = declareTrick({
  id: 'gamma-decay',
  key: 'gamma-decay',
  title: 'Gamma decay',
  group: 'schedule',
  exclusive: 'schedule',
  summary: 'The rate falls by the same factor in every epoch, a little at each step.',
  advice:
    'Exponential decay needs no milestones, but its γ depends on the length of the run: left to itself, it is the one that ends at 1 % of the base rate, so that short and long runs can be compared. Most of the run is spent at small rates. The Dark Magic article found it worse than cycles of cosine power annealing.',
  formula: String.raw`\eta_s = \eta\,\gamma^{\,e},\quad e = \text{epochs so far},\quad \gamma = 0.01^{1/E} \text{ unless it is set}`,
  source: {
    citation: 'Ridnik, Revealing the Dark Magic Behind Deep Learning; as PyTorch’s ExponentialLR, at every step',
    url: 'https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ExponentialLR.html',
  },
  fields: {
    gamma: number({
      label: 'γ',
      help: 'What is left of the rate after each epoch; 0 stands for the γ that ends the run at 1 % of the base rate, however long it is.',
      default: 0,
      min: 0,
      max: 1,
      role: 'structural',
    }),
  },
  trials: [{}],
  effects: ({ gamma }) => ({ schedule: inOneCycle(({ epoch, progress }) => (gamma > 0 ? power(gamma, epoch) : power(FINAL_SHARE, progress))) }),
  pytorch: ({ gamma }, { steps, stepsPerEpoch }) => ({
    schedule:
      gamma > 0
        ? [`f = ${gamma} ** (step / steps_per_epoch)`]
        : [
            `gamma = ${FINAL_SHARE} ** (steps_per_epoch / steps)  # ${(FINAL_SHARE ** (stepsPerEpoch / steps)).toPrecision(4)}`,
            'f = gamma ** (step / steps_per_epoch)',
          ],
  }),
});
