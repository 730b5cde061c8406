import { number } from '../core/fields';
import { declareTrick } from '../core/trick';

export const layerWiseRates = declareTrick({
  id: 'layer-wise-rates',
  key: 'lwr',
  title: 'Layer-wise rates',
  group: 'optimizer',
  summary: 'Early layers learn more slowly than late ones.',
  advice: 'Meant for networks that start from pretrained weights, whose first layers are good already. From scratch it mostly slows the first layers down.',
  formula: String.raw`\eta_\ell = \eta \cdot r^{\,1-\ell/(L-1)}`,
  source: { citation: 'Howard & Ruder 2018 (discriminative fine-tuning); 8 Deep Learning Best Practices', url: 'https://arxiv.org/abs/1801.06146' },
  fields: {
    first: number({
      label: 'Rate of the first layer',
      help: 'As a share of the last layer’s; those between are spaced evenly on a log scale. 0 would freeze it.',
      default: 0.1,
      min: 0,
      max: 1,
      role: 'structural',
    }),
  },
  neutral: { first: 1 },
  effects: ({ first }) => ({ rates: ({ depth }) => first ** (1 - depth) }),
  pytorch: ({ first }) => ({
    model: [
      'layers = [list(m.parameters(recurse=False)) for m in model.modules()]',
      'layers = [own for own in layers if own]',
      `parameters = [dict(params=own, lr=lr * ${first} ** (1 - i / max(1, len(layers) - 1))) for i, own in enumerate(layers)]`,
    ],
  }),
});
