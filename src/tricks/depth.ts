import { number } from '../core/fields';
import { rescale } from '../core/model';
import { declareTrick } from '../core/trick';

export const depth = declareTrick({
  id: 'depth',
  key: 'depth',
  title: 'Depth',
  group: 'architecture',
  summary: 'The network gets more, or fewer, layers one after the other: hidden layers, stages or residual blocks.',
  advice:
    'For networks that halve the picture, the debugging slides advise log₂(input size) − 2 halvings: 3 for 32 × 32 pixels, so that 4 × 4 places are left. A plain network much deeper than that gets hard to train; residual blocks and norms are what makes depth pay. It multiplies the model’s own depth, so the checklist can try it on any model.',
  formula: String.raw`L' = \operatorname{round}(d \cdot L),\qquad \text{halvings} \approx \log_2(\text{input size}) - 2`,
  source: { citation: 'He et al. 2016, Deep Residual Learning; the rule of thumb: slides on debugging learning algorithms', url: 'https://arxiv.org/abs/1512.03385' },
  fields: {
    factor: number({
      label: 'Factor',
      help: 'How many times as deep as the model’s settings say; rounded, and never outside what the model allows.',
      default: 2,
      min: 0.25,
      max: 4,
      scale: 'log',
      role: 'structural',
    }),
  },
  neutral: { factor: 1 },
  changes: ['initial values'],
  applies: ({ values: { factor }, model, settings }) => {
    const field = model.scales?.depth;
    if (field === undefined) return 'this model is one layer by definition; choose another to go deeper';
    if (factor === 1 || rescale(model, settings, 'depth', factor)[field] !== settings[field]) return true;
    return `a depth of ${String(settings[field])} times ${factor}, rounded and within the model’s bounds, is ${String(settings[field])} again`;
  },
  effects: ({ factor }) => ({ model: (settings, model) => rescale(model, settings, 'depth', factor) }),
  pytorch: ({ factor }) => ({
    note: `Depth: the number of hidden layers, stages or residual blocks is multiplied by ${factor} where the model is built, as in torchvision's ResNet(BasicBlock, [2, 2, 2, 2]).`,
  }),
});
