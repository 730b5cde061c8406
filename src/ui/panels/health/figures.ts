/** The figures that the page draws of a network's health: what each says, by which rule, and who says so. */
import { CS231N, DEBUGGING_SLIDES } from '../../../diagnose/sources';
import type { Source } from '../../../diagnose/verdict';

export type FigureId = 'update-weight' | 'gradient-weight' | 'weight' | 'gradient' | 'noise' | 'activation' | 'dead' | 'saturated';

/** How values become colours: around a centre (a power of ten), over the decades that there are, or as shares from 0 to 1. */
export type ScaleKind = { readonly type: 'around'; readonly centre: number } | { readonly type: 'decades' } | { readonly type: 'share' };

export interface Figure {
  readonly id: FigureId;
  readonly title: string;
  /** One sentence with the rule. */
  readonly help: string;
  readonly source: Source;
  readonly of: 'parameters' | 'layers';
  readonly scale: ScaleKind;
}

/** Where the update of a kernel stands in a healthy run, as a share of its weights. */
export const USUAL_UPDATE = { low: 1e-4, high: 1e-2 } as const;

const UNITS: Source = { citation: 'Karpathy, CS231n notes: Neural networks part 1, activation functions', url: 'https://cs231n.github.io/neural-networks-1/#actfun' };
const GLOROT: Source = { citation: 'Glorot & Bengio 2010, Understanding the difficulty of training deep feedforward neural networks', url: 'https://proceedings.mlr.press/v9/glorot10a.html' };

export const FIGURES: readonly Figure[] = [
  {
    id: 'update-weight',
    title: 'update : weight',
    help: 'How far a step moves a tensor compared with its size (RMS over RMS): about 10⁻³ is usual; above 10⁻² the learning rate is likely too high, below 10⁻⁴ too low.',
    source: { citation: CS231N.citation, url: 'https://cs231n.github.io/neural-networks-3/#ratio' },
    of: 'parameters',
    scale: { type: 'around', centre: 1e-3 },
  },
  {
    id: 'gradient-weight',
    title: 'gradient : weight',
    help: 'The gradient compared with the weights (RMS over RMS): a layer whose gradient is far too small for its values hardly learns at this learning rate.',
    source: DEBUGGING_SLIDES,
    of: 'parameters',
    scale: { type: 'decades' },
  },
  {
    id: 'weight',
    title: 'weights',
    help: 'The size (RMS) of the weights: know the range of your parameters, and look into a layer whose weights run away or shrink to nothing.',
    source: DEBUGGING_SLIDES,
    of: 'parameters',
    scale: { type: 'decades' },
  },
  {
    id: 'gradient',
    title: 'gradients',
    help: 'The size (RMS) of the gradient of one batch, before any clipping: it should neither fade nor blow up by decades from the output (below) to the input (above).',
    source: GLOROT,
    of: 'parameters',
    scale: { type: 'decades' },
  },
  {
    id: 'noise',
    title: 'gradient noise',
    help: 'What the gradients of successive probes do not agree on, as a share and over ten probes: near 100 % a step is mostly chance, and a larger batch or a lower rate pays.',
    source: { citation: 'McCandlish et al. 2018, An empirical model of large-batch training', url: 'https://arxiv.org/abs/1812.06162' },
    of: 'parameters',
    scale: { type: 'share' },
  },
  {
    id: 'activation',
    title: 'activations',
    help: 'The size (RMS) of what each layer passes on: near 1 is healthy; a signal that fades or blows up on its way keeps a network from learning.',
    source: { citation: 'He et al. 2015, Delving deep into rectifiers', url: 'https://arxiv.org/abs/1502.01852' },
    of: 'layers',
    scale: { type: 'around', centre: 1 },
  },
  {
    id: 'dead',
    title: 'dead ReLU units',
    help: 'The share of units that give zero for a whole batch and so get no gradient: a few are normal, but at too high a learning rate nearly half a network can die.',
    source: UNITS,
    of: 'layers',
    scale: { type: 'share' },
  },
  {
    id: 'saturated',
    title: 'saturated outputs',
    help: 'The share of outputs at the flat ends of tanh (beyond ±0.95) or sigmoid, where the gradient all but vanishes: it should stay small in hidden layers.',
    source: GLOROT,
    of: 'layers',
    scale: { type: 'share' },
  },
];

export function figureOf(id: FigureId): Figure {
  return FIGURES.find((figure) => figure.id === id)!;
}
