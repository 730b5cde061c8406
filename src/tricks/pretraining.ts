import { integer, number, text } from '../core/fields';
import { RecipeError } from '../core/fold';
import { declareTrick } from '../core/trick';

export const pretraining = declareTrick({
  id: 'pretraining',
  key: 'pretraining',
  title: 'Pretraining',
  group: 'regularisation',
  summary: 'The network starts from the weights of another run, on the same data or on others, instead of random ones.',
  advice:
    'Pays where your own data are few and the other run has seen many that look alike: some 290 pictures a class were enough in one of the best-practice reports. First layers learn edges and strokes that serve everywhere, so they can be frozen or learn slowly. The Dark Magic article warns that small models trained to the end may be better off without. What is taken over is every layer whose shape agrees; the output too, where both runs have as many classes.',
  formula: String.raw`w_0 = w_{\text{source}},\qquad \eta_\ell = \begin{cases} 0 & \text{frozen} \\ \eta \cdot r^{\,1-\ell/(L-1)} & \text{else} \end{cases}`,
  source: { citation: 'Yosinski et al. 2014, How transferable are features in deep neural networks?; 8 Deep Learning Best Practices; Ridnik', url: 'https://arxiv.org/abs/1411.1792' },
  fields: {
    source: text({
      label: 'Source',
      help: 'The link of the run to start from; it is trained first, so that this experiment’s own link is enough to reproduce it.',
      default: '',
      longest: 4000,
    }),
    last: integer({
      label: 'Train only the last',
      help: 'How many layers at the end are trained; those before them keep the source’s weights, and 0 trains all.',
      unit: 'layers',
      default: 0,
      min: 0,
      max: 64,
    }),
    first: number({
      label: 'Rate of the first layer',
      help: 'As a share of the last layer’s; those between are spaced evenly on a log scale.',
      default: 1,
      min: 0.001,
      max: 1,
      scale: 'log',
      role: 'structural',
    }),
  },
  trials: [{}],
  changes: ['initial values'],
  applies: ({ values: { source } }) => source.trim() !== '' || 'it needs a run to start from; copy the link of one and set it as the source',
  effects: ({ source, last, first }) => ({
    start: async ({ parameters, trained }, values) => {
      const { parameters: weights, states, shapes } = await trained(source);
      const fitting = parameters.filter(({ path, shape }) => String(shapes.get(path)) === String(shape));
      // An output alone that fits says nothing: it reads what other layers have made.
      const telling = parameters.filter(({ role }) => role === 'kernel').filter(({ head }, _, { length }) => !head || length === 1);
      if (!telling.some((parameter) => fitting.includes(parameter))) {
        throw new RecipeError('No layer of the run to start from has the name and shape of one here; choose a source with the same model and width');
      }
      const taken = new Map(values.parameters);
      for (const { path } of fitting) taken.set(path, weights.get(path)!);
      const takenStates = new Map(values.states);
      for (const [path, value] of states) if (takenStates.get(path)?.length === value.length) takenStates.set(path, value);
      return { parameters: taken, states: takenStates };
    },
    rates: ({ depth, layersAfter }) => (last > 0 && layersAfter >= last ? 0 : first ** (1 - depth)),
  }),
  pytorch: ({ last, first }) => ({
    imports: ['import torch', 'from torch import nn'],
    model: [
      '# The weights of the run to start from, saved with torch.save(model.state_dict(), "source.pt").',
      'source = torch.load("source.pt")',
      'own = model.state_dict()',
      'fitting = {name: w for name, w in source.items() if name in own and w.shape == own[name].shape}',
      'model.load_state_dict(fitting, strict=False)',
      ...(last > 0
        ? [
            'leaves = [m for m in model.modules() if not list(m.children())]',
            'weighted = [i for i, m in enumerate(leaves) if isinstance(m, (nn.Conv2d, nn.Linear))]',
            `for leaf in leaves[:weighted[-${last}:][0]]:`,
            '    leaf.requires_grad_(False)',
          ]
        : []),
    ],
    ...(first < 1 ? { note: `Pretraining: give each layer a parameter group of its own; its lr rises evenly on a log scale, from ${first} × lr to lr.` } : {}),
  }),
});
