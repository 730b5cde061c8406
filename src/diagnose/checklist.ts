/** The order in which one asks, and what each question is called on the page. */
import type { Verdict } from './verdict';
import { compareTones } from './worst-verdict';

interface Group {
  readonly title: string;
  /** Titles by the id of the rule. */
  readonly rules: Readonly<Record<string, string>>;
}

const GROUPS: readonly Group[] = [
  {
    title: 'Before training',
    rules: { 'initial-loss': 'Loss before the first step', 'small-fit': 'Learns 64 samples by heart', kernels: 'Kernels of this device' },
  },
  {
    title: 'Training',
    rules: {
      learning: 'Learns at all',
      diverging: 'Loss stays stable',
      'loss-shape': 'Shape of the loss',
      'training-error': 'Training error near zero',
      visits: 'Every sample has its turn',
      'label-order': 'Batches mix the classes',
    },
  },
  {
    title: 'Signals',
    rules: {
      'update-ratio': 'Size of a step',
      'gradient-scale': 'Size of gradients',
      'activation-scale': 'Size of activations',
      'dead-relu': 'Dead units',
      saturation: 'Saturated units',
      'noise-scale': 'Noise of the gradient',
      'output-range': 'Range of the outputs',
    },
  },
  {
    title: 'Generalisation',
    rules: {
      'dev-error': 'Dev error near zero',
      'generalisation-gap': 'Over-fitting: accuracy',
      'dev-loss-rising': 'Over-fitting: loss',
      evaluator: 'Reported metric is right',
      repeatability: 'Same question, same answer',
      'metric-majority': 'Better than a constant answer',
      'metric-balance': 'Classes fare alike',
      'metric-ties': 'Answers without ties',
      calibration: 'As often right as it says',
      slices: 'No weak spot',
    },
  },
  {
    title: 'Data',
    rules: {
      'class-balance': 'Class balance',
      'label-noise': 'Wrong labels',
      augmentation: 'Augmentation spares the labels',
      'value-range': 'Range of pixels',
      normalisation: 'Normalisation',
      clipping: 'Cut off alike',
      orientation: 'Orientation of dev',
      'channel-order': 'Channel order of dev',
      negative: 'Polarity of dev',
      'aspect-ratio': 'Aspect ratio of dev',
      'distribution-shift': 'Train and dev look alike',
      background: 'Background tells no class',
      'label-agreement': 'Labels agree with neighbours',
      leakage: 'No copies across splits',
      duplicates: 'No copies in training',
      'shared-groups': 'No person in both',
    },
  },
];

const TITLES: Readonly<Record<string, string>> = Object.assign({}, ...GROUPS.map(({ rules }) => rules));

/** What a verdict is about, in a few words. */
export function titleOf({ id }: Verdict): string {
  return TITLES[id] ?? id;
}

/** The groups of the checklist with their verdicts, the bad ones of each first; groups without any are left out. */
export function checklist(verdicts: readonly Verdict[]): { readonly title: string; readonly verdicts: readonly Verdict[] }[] {
  const places = GROUPS.map(({ rules }) => new Map(Object.keys(rules).map((id, place) => [id, place])));
  return GROUPS.flatMap(({ title }, g) => {
    const placeOf = ({ id }: Verdict) => places[g]!.get(id) ?? Infinity;
    const own = verdicts.filter(({ id }) => places[g]!.has(id)).sort((a, b) => compareTones(a.tone, b.tone) || placeOf(a) - placeOf(b));
    return own.length > 0 ? [{ title, verdicts: own }] : [];
  });
}
