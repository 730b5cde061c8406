import { choice, integer, number } from '../core/fields';
import { formula } from '../core/formula';
import { declareTrick } from '../core/trick';

const MIX = formula('ema', ['average', 'weight'], ['share'], ({ average, weight, share }) => ({
  average: average.plus(weight.minus(average).times(share)),
}));

export const ema = declareTrick({
  id: 'ema',
  key: 'ema',
  title: 'Exponential moving average',
  group: 'evaluation',
  exclusive: 'average',
  summary: 'The final network is an average of the weights along the run, in which the latest count most.',
  advice:
    'Takes the jitter of the last steps out of the weights, like a falling learning rate does; under a schedule that ends at zero little is left to gain. The average should forget the beginning well before the run ends: a decay of 0.99 remembers about 100 steps, 0.999 about 1,000. The running statistics of batch norm are estimated anew for the average.',
  formula: String.raw`\bar w \leftarrow \bar w + \frac{1-d}{1-d^{\,n+1}}\,(w - \bar w)\ \text{(corrected)},\qquad
d_n = \min\Bigl(d, \frac{1+n}{10+n}\Bigr)\ \text{(growing)}`,
  source: { citation: 'Polyak & Juditsky 1992; correction as in Kingma & Ba 2015, growing decay as in TensorFlow’s ExponentialMovingAverage', url: 'https://arxiv.org/abs/1412.6980' },
  fields: {
    decay: number({ label: 'Decay', help: 'The share of the old average that each update keeps.', default: 0.99, min: 0, max: 0.99999, role: 'structural' }),
    start: choice({
      label: 'Start',
      help: 'How the first weights are kept from counting too much: each gets its exact share from the start, or the decay grows up to its full value.',
      default: 'corrected',
      options: [
        { value: 'corrected', label: 'Corrected' },
        { value: 'growing', label: 'Growing decay' },
      ],
    }),
    every: integer({ label: 'Every', help: 'How many steps lie between two updates of the average.', unit: 'steps', default: 1, min: 1, max: 1000, scale: 'log' }),
  },
  trials: [{ decay: 0.99 }, { decay: 0.999 }],
  effects: ({ decay, start, every }) => {
    const shareOf = {
      corrected: (count: number) => (1 - decay) / (1 - decay ** (count + 1)),
      growing: (count: number) => 1 - Math.min(decay, (1 + count) / (10 + count)),
    }[start];
    return {
      average: {
        due: ({ step, steps }) => (steps - 1 - step) % every === 0,
        update: ({ tf, ops, count }, average, weight) => ops.elementwise(MIX, { average, weight }, { share: tf.scalar(shareOf(count)) }).average,
      },
      finish: ({ weights, adopt }) => adopt(weights),
    };
  },
  pytorch: ({ decay, start, every }) => {
    const share = start === 'corrected' ? `(1 - ${decay}) / (1 - ${decay} ** (n + 1))` : `1 - min(${decay}, (1 + n) / (10 + n))`;
    return {
      imports: ['from torch.optim.swa_utils import AveragedModel, update_bn', 'from torch.utils.data import DataLoader'],
      model: [`averaged = AveragedModel(model, avg_fn=lambda average, w, n: average + (w - average) * (${share}))`],
      update: [`if (steps - 1 - step) % ${every} == 0:`, '    averaged.update_parameters(model)'],
      finish: ['update_bn(DataLoader(train_set, batch_size=batch_size, shuffle=True), averaged)', 'model = averaged.module'],
    };
  },
});
