import { number } from '../core/fields';
import { declareTrick } from '../core/trick';

export const warmup = declareTrick({
  id: 'warmup',
  key: 'warmup',
  title: 'Warm-up',
  group: 'schedule',
  summary: 'The first steps use a small rate that grows to the full one, whatever the schedule.',
  advice:
    'Lets a run start with a higher rate than it would otherwise survive, since fresh weights have large and unreliable gradients. Costs next to nothing.',
  formula: String.raw`\eta_s \leftarrow \eta_s \cdot \bigl(f + (1-f)\min(1, e/w)\bigr)`,
  source: { citation: 'Ridnik, Revealing the Dark Magic Behind Deep Learning; Goyal et al. 2017', url: 'https://arxiv.org/abs/1706.02677' },
  fields: {
    epochs: number({ label: 'Length', help: 'How long the rate grows.', unit: 'epochs', default: 0.5, min: 0, max: 100, role: 'structural' }),
    from: number({ label: 'Start', help: 'The share of the rate that the very first step uses.', default: 0.1, min: 0, max: 1, role: 'structural' }),
  },
  neutral: { from: 1 },
  effects: ({ epochs, from }) => ({
    knobs: (knobs, { epoch }) => ({ ...knobs, lr: knobs['lr']! * (from + (1 - from) * (epochs > 0 ? Math.min(1, epoch / epochs) : 1)) }),
  }),
  pytorch: ({ epochs, from }) => (epochs > 0 ? { factor: [`f *= ${from} + (1 - ${from}) * min(1, step / (${epochs} * steps_per_epoch))`] } : {}),
});
