import { choice, isSchedulable, knob, number, partsOfKnob } from '../core/fields';
import { declareTrick } from '../core/trick';

const ID = 'scheduled-regularisation';

export const scheduledRegularisation = declareTrick({
  id: ID,
  key: 'sr',
  title: 'Scheduled regularisation',
  group: 'regularisation',
  summary: 'Another trick’s strength is no fixed number, but changes in the course of the run: weak at first and strong at the end, say.',
  advice:
    'A network over-fits at the end of a run, not at its beginning. The Dark Magic article finds that weight decay which grows in a straight line beats the best fixed value; so tune the fixed value first, and compare with half of it growing to one and a half times it. A value that would leave the bounds of its setting stays at the bound.',
  formula: String.raw`v_s = v\,\bigl(a + (b-a)\,p\bigr),\quad p = s/S,\ \text{the share of the cycle that has passed, or } \eta_s/\eta`,
  source: {
    citation: 'Ridnik, Revealing the Dark Magic Behind Deep Learning; growing regularisation in another form: Tan & Le 2021, EfficientNetV2',
    url: 'https://arxiv.org/abs/2104.00298',
  },
  fields: {
    target: knob({ label: 'What', help: 'The setting that changes during the run.', default: 'weight-decay.lambda' }),
    from: number({
      label: 'From',
      help: 'What it is multiplied by at the beginning, or where the learning rate is zero.',
      unit: 'times',
      default: 0.5,
      min: 0,
      max: 10,
      role: 'structural',
    }),
    to: number({
      label: 'To',
      help: 'What it is multiplied by at the end, or where the schedule gives the full learning rate.',
      unit: 'times',
      default: 1.5,
      min: 0,
      max: 10,
      role: 'structural',
    }),
    policy: choice({
      label: 'Along',
      help: 'What it follows: the whole run, every learning-rate cycle anew, or the learning rate as the schedule gives it, without warm-up.',
      default: 'run',
      options: [
        { value: 'run', label: 'The run' },
        { value: 'cycle', label: 'Each cycle' },
        { value: 'rate', label: 'The rate' },
      ],
    }),
  },
  neutral: { from: 1, to: 1 },
  trials: [{}],
  applies: ({ values, tricks, declaration }) => {
    const { trick, field: name } = partsOfKnob(values.target);
    const target = declaration(trick);
    if (!target) return `there is no trick "${trick}"`;
    if (trick === ID) return 'it cannot schedule its own settings';
    const field = Object.hasOwn(target.fields, name) ? target.fields[name] : undefined;
    if (!field) return `${target.title} has no setting "${name}"`;
    if (!isSchedulable(field)) return `the setting “${field.label}” of ${target.title} cannot change during a run`;
    const settings = tricks[trick];
    if (!settings) return `${target.title} is off, and its setting “${field.label}” is the one to be scheduled`;
    return settings[name] !== 0 || `the setting “${field.label}” of ${target.title} is 0, and so is every multiple of it`;
  },
  effects: ({ target, from, to, policy }) => ({
    knobs: (knobs, { progress }, { factor, phase }) => {
      const place = { run: progress, cycle: phase, rate: factor }[policy];
      const fixed = knobs[target];
      return fixed === undefined ? knobs : { ...knobs, [target]: fixed * (from + (to - from) * place) };
    },
  }),
  pytorch: ({ target, from, to, policy }) => {
    const place = { run: 'step / steps', cycle: undefined, rate: 'factor(step)' }[policy]; // with warm-up, which the script cannot tell apart
    return {
      ...(place === undefined ? {} : { batch: [`strength = ${from} + (${to} - ${from}) * ${place}  # multiply ${target} by this`] }),
      note: `Scheduled regularisation multiplies ${target} by a number that goes from ${from} to ${to} ${
        { run: 'over the run', cycle: 'in every learning-rate cycle', rate: 'with the learning rate' }[policy]
      }; PyTorch has no general way to do so, so use it where the script uses that setting.`,
    };
  },
});
