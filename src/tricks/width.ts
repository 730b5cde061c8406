import { number } from '../core/fields';
import { rescale } from '../core/model';
import { declareTrick } from '../core/trick';

export const width = declareTrick({
  id: 'width',
  key: 'width',
  title: 'Width',
  group: 'architecture',
  summary: 'Every layer of the network gets more, or fewer, channels or neurons.',
  advice:
    'The first thing to try against a high training error, after a better learning rate; with a low training and a high dev error it needs more data or regularisation beside it. Twice as wide is about four times the arithmetic. It multiplies the model’s own width, so the checklist can try it on any model.',
  formula: String.raw`C' = \operatorname{round}(w \cdot C)`,
  source: { citation: 'Zagoruyko & Komodakis 2016, Wide Residual Networks', url: 'https://arxiv.org/abs/1605.07146' },
  fields: {
    factor: number({
      label: 'Factor',
      help: 'How many times as wide as the model’s settings say; rounded, and never outside what the model allows.',
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
    const field = model.scales?.width;
    if (field === undefined) return 'this model has no hidden layers that could be wider';
    if (factor === 1 || rescale(model, settings, 'width', factor)[field] !== settings[field]) return true;
    return `a width of ${String(settings[field])} times ${factor}, rounded and within the model’s bounds, is ${String(settings[field])} again`;
  },
  effects: ({ factor }) => ({ model: (settings, model) => rescale(model, settings, 'width', factor) }),
  pytorch: ({ factor }) => ({
    note: `Width: the number of channels or neurons of every hidden layer is multiplied by ${factor} where the model is built.`,
  }),
});
