/**
 * The experiment as a script for PyTorch, torchvision and timm: the usual training loop, with what every active trick declares (`core/pytorch.ts`) in its
 * place. Pure: the page shows it and redraws it with every change.
 */
import type { Catalogue } from '../../core/catalogue';
import { describeData, type Experiment } from '../../core/experiment';
import type { AnyValues } from '../../core/fields';
import { fold, type Recipe } from '../../core/fold';
import { planNetwork, type NetworkPlan } from '../../core/network';
import { writeLink } from '../../core/permalink';
import { plantOf } from '../../core/plant';
import type { TorchCode } from '../../core/pytorch';
import type { TrickGroup } from '../../core/trick';
import { grouped } from '../../core/words';
import { dataCode } from './data';
import { modelCode } from './model';
import { comment, indent, joinImports } from './python';

interface Part {
  readonly title: string;
  readonly group: TrickGroup;
  readonly code: TorchCode;
}

/** Places of the script that hold statements. */
type Place = 'model' | 'schedule' | 'factor' | 'batch' | 'loss' | 'gradients' | 'update' | 'evaluated' | 'finish';

const EVALUATION_BATCH = 1000;

/** @throws RecipeError where the experiment cannot run */
export function writePytorch(catalogue: Catalogue, experiment: Experiment): string {
  const recipe = fold(catalogue, experiment);
  const described = describeData(catalogue, experiment.data);
  const { batchSize, steps, stepsPerEpoch } = recipe;
  const parts = recipe.tricks.map(({ declaration, values }): Part => {
    const code = declaration.pytorch?.(values, { classes: described.classes, shape: described.shape, batchSize, steps, stepsPerEpoch });
    return { title: declaration.title, group: declaration.group, code: code ?? { note: `${declaration.title} is left out: there is nothing like it in PyTorch.` } };
  });
  const settings = modelSettings(catalogue, recipe);
  const model = modelCode(experiment.model.id, plainNetwork(catalogue, recipe), settings);
  const all = <K extends 'imports' | 'transforms' | 'tensorTransforms'>(place: K) => parts.flatMap(({ code }) => code[place] ?? []);
  const data = dataCode(catalogue, experiment, { transforms: all('transforms'), tensorTransforms: all('tensorTransforms') });
  const notes = [data.note, model.note, ...parts.map(({ code }) => code.note), ...bugNotes(catalogue, experiment)].filter((note) => note !== undefined);
  const imports = [...BASE_IMPORTS, ...data.imports, ...model.imports, ...all('imports')];
  const loader = one(parts, 'loader') ?? 'shuffle=True';
  const { seed, epochs, lr } = experiment.run;

  return tidy([
    ...comment(`${catalogue.models[experiment.model.id]!.title} on ${catalogue.datasets[experiment.data.id]!.title}, as set up in Grimoire: ${writeLink(catalogue, experiment)}`),
    ...notes.flatMap((note) => ['#', ...comment(note)]),
    '',
    ...joinImports(imports),
    '',
    `torch.manual_seed(${seed})`,
    'device = "cuda" if torch.cuda.is_available() else "cpu"',
    '',
    `classes = ${described.classes}`,
    `batch_size = ${batchSize}`,
    `epochs = ${epochs}`,
    `lr = ${lr}`,
    '',
    ...heading('Data'),
    '',
    ...data.lines,
    '',
    `train_loader = DataLoader(train_set, batch_size=batch_size, ${loader}, drop_last=True)`,
    `dev_loader = DataLoader(dev_set, batch_size=${EVALUATION_BATCH})`,
    'steps_per_epoch = len(train_loader)',
    'steps = max(1, round(epochs * steps_per_epoch))',
    '',
    ...heading('Model'),
    '',
    ...model.lines,
    '',
    ...initialisation(model.output, model.gain),
    // What rebuilds the network comes first; averages copy it where it will be; then the parameters are collected.
    ...statements(parts, 'model', ['architecture', 'regularisation']),
    '',
    `model.to(device)  # ${grouped(recipe.network.parameterCount)} parameters in Grimoire`,
    ...statements(parts, 'model', ['evaluation']),
    'parameters = list(model.parameters())',
    ...statements(parts, 'model', ['schedule', 'optimizer']),
    '',
    ...heading('Training'),
    '',
    'def factor(step):',
    '    """What the base rate is multiplied by at step 0, 1, 2 …"""',
    ...indent([...statements(parts, 'schedule'), ...statements(parts, 'factor'), 'return f']),
    '',
    '',
    ...EVALUATE,
    '',
    '',
    `criterion = ${one(parts, 'criterion') ?? 'nn.CrossEntropyLoss()'}`,
    `optimizer = ${one(parts, 'optimizer')!}`,
    'scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, factor)',
    '',
    'step = 0',
    'while step < steps:',
    ...indent(['for x, y in train_loader:', ...indent(oneStep(parts))]),
    ...statements(parts, 'finish'),
    '',
    '# The test set, once and at the very end: whoever chooses settings by it can no longer trust it.',
    `test_loss, test_accuracy = evaluate(${one(parts, 'predict') ?? 'model'}, DataLoader(test_set, batch_size=${EVALUATION_BATCH}))`,
    'print(f"test loss {test_loss:.3f}, accuracy {100 * test_accuracy:.1f} %")',
    '',
  ]).join('\n');
}

/** Bugs that were planted are not in the script. */
function bugNotes(catalogue: Catalogue, { plants }: Experiment): string[] {
  if (!plants) return [];
  if (plants.hunt !== undefined) return ['A bug is hidden in this experiment; this script does not have it.'];
  return Object.keys(plants.bugs).flatMap((id) => {
    const bug = plantOf(catalogue, id);
    return bug ? [`Planted in Grimoire, but not in this script: ${bug.title}. ${bug.summary}`] : [];
  });
}

const BASE_IMPORTS = ['import torch', 'from torch import nn', 'from torch.nn import functional as F', 'from torch.utils.data import DataLoader'];

const EVALUATE = [
  '@torch.no_grad()',
  'def evaluate(predict, loader):',
  '    """Mean plain cross-entropy and the share of samples named rightly."""',
  '    model.eval()',
  '    loss = correct = 0',
  '    for x, y in loader:',
  '        x, y = x.to(device), y.to(device)',
  '        logits = predict(x)',
  '        loss += F.cross_entropy(logits, y, reduction="sum").item()',
  '        correct += (logits.argmax(1) == y).sum().item()',
  '    return loss / len(loader.dataset), correct / len(loader.dataset)',
];

/** He's normal initialisation with biases at zero, the output layer smaller; layers that tricks add have PyTorch's. */
function initialisation(output: string, gain: number): string[] {
  return [
    'for layer in model.modules():  # He et al. 2015',
    '    if isinstance(layer, (nn.Conv2d, nn.Linear)):',
    '        nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")',
    '        if layer.bias is not None:',
    '            nn.init.zeros_(layer.bias)',
    ...(gain === 1 ? [] : ['with torch.no_grad():', `    ${output}.weight *= ${gain}  # the first predictions are near uniform`]),
  ];
}

/** The body of the loop: what happens with one batch. */
function oneStep(parts: readonly Part[]): string[] {
  return [
    'model.train()',
    'x, y = x.to(device), y.to(device)',
    ...statements(parts, 'batch'),
    'logits = model(x)',
    'loss = criterion(logits, y)',
    ...statements(parts, 'loss'),
    'optimizer.zero_grad()',
    'loss.backward()',
    ...statements(parts, 'gradients'),
    'optimizer.step()',
    ...statements(parts, 'update'),
    'step += 1',
    'if step % steps_per_epoch == 0 or step == steps:',
    ...indent([
      'dev_loss, dev_accuracy = evaluate(model, dev_loader)',
      'print(f"step {step} of {steps}: dev loss {dev_loss:.3f}, accuracy {100 * dev_accuracy:.1f} %")',
      ...statements(parts, 'evaluated'),
    ]),
    'if step == steps:',
    '    break',
    'scheduler.step()',
  ];
}

/** What the tricks of these groups have to say at one place, each under its name. */
function statements(parts: readonly Part[], place: Place, groups?: readonly TrickGroup[]): string[] {
  const ordered = groups ? groups.flatMap((group) => parts.filter((part) => part.group === group)) : parts;
  return ordered.flatMap(({ title, code }) => {
    const lines = code[place] ?? [];
    if (lines.length === 0) return [];
    return place === 'model' || place === 'finish' ? ['', `# ${title}`, ...lines, ''] : [`# ${title}`, ...lines];
  });
}

/** What the first trick that has it says in place of the usual expression. */
function one(parts: readonly Part[], place: 'loader' | 'criterion' | 'optimizer' | 'predict'): string | undefined {
  return parts.map(({ code }) => code[place]).find((expression) => expression !== undefined);
}

function heading(title: string): string[] {
  return [`# ${title} ${'-'.repeat(60 - title.length)}`];
}

/** No more than two empty lines in a row. */
function tidy(lines: readonly string[]): string[] {
  return lines.filter((line, i) => line !== '' || lines[i - 1] !== '' || lines[i - 2] !== '');
}

/** The network as its model builds it, before tricks put layers of their own into it. */
export function plainNetwork(catalogue: Catalogue, recipe: Recipe): NetworkPlan {
  const { data, model } = recipe.experiment;
  return planNetwork(catalogue.models[model.id]!.build(modelSettings(catalogue, recipe), describeData(catalogue, data)), catalogue.layers);
}

function modelSettings(catalogue: Catalogue, { experiment, tricks }: Recipe): AnyValues {
  const declaration = catalogue.models[experiment.model.id]!;
  return tricks.reduce<AnyValues>((current, { effects }) => effects.model?.(current, declaration) ?? current, experiment.model);
}
