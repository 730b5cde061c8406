import { clockAt } from '../core/clock';
import { logMeanProbability } from '../core/ensemble';
import { integer } from '../core/fields';
import { declareTrick, type FoldContext, type Schedule, type Situation } from '../core/trick';

/** A run that is long enough for any schedule to show its cycles. */
const STEPS_PER_EPOCH = 10;
const STEPS = 1000 * STEPS_PER_EPOCH;

export const snapshotEnsemble = declareTrick({
  id: 'snapshot-ensemble',
  key: 'snap',
  title: 'Snapshot ensemble',
  group: 'evaluation',
  summary: 'The network is kept at the end of every learning-rate cycle, and in the end the last of them predict together.',
  advice:
    'An ensemble for the price of one run: each cycle ends in a minimum of its own, and networks that err differently correct each other. It needs a schedule with cycles, whose rate rises high enough to leave the last minimum; the first snapshots are weaker, so only the last few are asked. A prediction takes as many times longer.',
  formula: String.raw`p(y \mid x) = \frac1m \sum_{i=n-m+1}^{n} p_{w_i}(y \mid x)`,
  source: { citation: 'Huang et al. 2017, Snapshot ensembles: train 1, get M for free; 8 Deep Learning Best Practices', url: 'https://arxiv.org/abs/1704.00109' },
  fields: {
    last: integer({ label: 'Snapshots', help: 'How many of the latest snapshots predict together.', default: 3, min: 1, max: 20 }),
  },
  trials: [{}],
  applies: (situation) =>
    hasCycles(situation) || 'the learning rate goes through one cycle only, so there is but one network to keep: choose a schedule with cycles',
  effects: ({ last }) => ({
    keep: { most: last, due: (_, { ofCycle }) => ofCycle },
    predict: ({ tf, snapshots }, predict) => (x, snapshot) => {
      if (snapshot !== undefined || snapshots === 0) return predict(x, snapshot);
      return logMeanProbability(tf, Array.from({ length: snapshots }, (_, i) => predict(x, i)));
    },
  }),
  pytorch: ({ last }) => ({
    imports: ['from copy import deepcopy'],
    model: ['snapshots = []'],
    update: [
      'if step == steps - 1 or 0 < step and factor(step - 1) > factor(step) < factor(step + 1):  # a cycle ends',
      `    snapshots = [*snapshots, deepcopy(model).eval()][-${last}:]`,
    ],
    finish: [
      'def log_probabilities(x):',
      '    return torch.stack([one(x).softmax(1) for one in snapshots]).mean(0).log()',
    ],
    predict: 'log_probabilities',
  }),
});

function hasCycles({ data, tricks, declaration }: Situation<unknown>): boolean {
  const context: FoldContext = { classes: data.classes, shape: data.shape, batchSize: 1, steps: STEPS, stepsPerEpoch: STEPS_PER_EPOCH };
  const cycles = (schedule: Schedule, step: number) => schedule.at(clockAt(step, STEPS, STEPS_PER_EPOCH), schedule.init ?? {}).cycle;
  return Object.entries(tricks).some(([id, values]) => {
    // Only schedules are asked for their effects, since this trick's own take part in asking.
    const trick = declaration(id);
    const schedule = trick?.exclusive === 'schedule' ? trick.effects(values, context).schedule : undefined;
    return schedule !== undefined && cycles(schedule, STEPS - 1) > cycles(schedule, 0);
  });
}
