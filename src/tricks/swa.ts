import { number } from '../core/fields';
import { formula } from '../core/formula';
import { declareTrick } from '../core/trick';

/** `count` weights are in the average already. */
const MEAN = formula('swa', ['average', 'weight'], ['count'], ({ average, weight, count }) => ({
  average: average.plus(weight.minus(average).over(count.plus(1))),
}));

export const swa = declareTrick({
  id: 'swa',
  key: 'swa',
  title: 'Stochastic weight averaging',
  group: 'evaluation',
  exclusive: 'average',
  summary: 'The final network is the mean of the weights along the last part of the run.',
  advice:
    'The mean lies in a flatter, often better place than any of its parts, most so when the rate stays high to the end; under a cosine that ends at zero there is little left to average. The running statistics of batch norm are estimated anew for the mean.',
  formula: String.raw`\bar w \leftarrow \bar w + \frac{w - \bar w}{n + 1}`,
  source: { citation: 'Izmailov et al. 2018, Averaging weights leads to wider optima and better generalization', url: 'https://arxiv.org/abs/1803.05407' },
  fields: {
    start: number({ label: 'From', help: 'The part of the run after which weights are averaged.', default: 0.75, min: 0, max: 0.99, role: 'structural' }),
    every: number({ label: 'Every', help: 'How often the weights are added to the mean.', unit: 'epochs', default: 0.25, min: 0.01, max: 10, role: 'structural' }),
  },
  trials: [{}],
  effects: ({ start, every }) => ({
    average: {
      due: ({ step, steps, stepsPerEpoch }) => {
        const period = Math.max(1, Math.round(every * stepsPerEpoch));
        return (step + 1) / steps > start && (steps - 1 - step) % period === 0;
      },
      update: ({ tf, ops, count }, average, weight) => ops.elementwise(MEAN, { average, weight }, { count: tf.scalar(count) }).average,
    },
    finish: ({ weights, adopt }) => adopt(weights),
  }),
  pytorch: ({ start, every }) => ({
    imports: ['from torch.optim.swa_utils import AveragedModel, update_bn', 'from torch.utils.data import DataLoader'],
    model: ['averaged = AveragedModel(model)', `period = max(1, round(${every} * steps_per_epoch))`],
    update: [`if (step + 1) / steps > ${start} and (steps - 1 - step) % period == 0:`, '    averaged.update_parameters(model)'],
    finish: ['update_bn(DataLoader(train_set, batch_size=batch_size, shuffle=True), averaged)', 'model = averaged.module'],
  }),
});
