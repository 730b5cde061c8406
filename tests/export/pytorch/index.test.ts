import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue';
import { readLink } from '../../../src/core/permalink';
import { presets } from '../../../src/core/presets';
import { fold, RecipeError } from '../../../src/core/fold';
import { writePytorch } from '../../../src/export/pytorch';
import { tinyExperiment } from '../../support/engine';
import { inCompany } from '../../support/company';
import { tinyCatalogue } from '../../support/tiny-catalogue';

const script = (link: string): string => writePytorch(catalogue, readLink(catalogue, link).experiment);

/** Reads scripts as JSON and prints, by name, what Python has against them. */
const CHECK = `
import ast, json, sys
problems = {}
for name, text in json.load(sys.stdin).items():
    try:
        ast.parse(text)
    except SyntaxError as error:
        problems[name] = f"line {error.lineno}: {error.msg}: {(error.text or '').strip()}"
print(json.dumps(problems))
`;

function pythonProblems(scripts: Readonly<Record<string, string>>): unknown {
  return JSON.parse(execFileSync('python3', ['-c', CHECK], { input: JSON.stringify(scripts), encoding: 'utf8' }));
}

const hasPython = spawnSync('python3', ['--version']).status === 0;

describe('what is written is Python', () => {
  const all: Record<string, string> = Object.fromEntries(presets.map(({ id, link }) => [`preset ${id}`, script(link)]));
  for (const { id, key } of Object.values(catalogue.tricks)) all[`trick ${id}`] = writePytorch(tinyCatalogue, tinyExperiment(inCompany(key)));
  for (const link of ['model=mlp&model.activation=tanh', 'model=logistic', 'model=resnet&model.norm=none&model.stem=strided', 'model.downsampling=strides']) all[link] = script(`#v=1&${link}`);

  it('parses for every preset, every model and every single trick', (context) => {
    if (!hasPython) context.skip('python3 is not there to parse it');
    expect(pythonProblems(all)).toEqual({});
  });

  it('has every trick of an experiment in it, or says why not', () => {
    for (const { id, title } of Object.values(catalogue.tricks)) {
      const without = writePytorch(tinyCatalogue, tinyExperiment(''));
      if (!(id in tinyExperiment('').tricks)) expect(all[`trick ${id}`], title).not.toBe(without);
    }
  });

  it('refuses what cannot be trained', () => {
    expect(() => writePytorch(catalogue, { ...readLink(catalogue, '#v=1&data=points').experiment, model: readLink(catalogue, '#v=1').experiment.model })).toThrow(RecipeError);
  });
});

describe('the places of the script', () => {
  it('names the run settings and the link that they come from', () => {
    const text = script('#v=1&data=mnist&epochs=3&batch=64&lr=0.1&seed=7');
    for (const line of ['torch.manual_seed(7)', 'classes = 10', 'batch_size = 64', 'epochs = 3', 'lr = 0.1']) expect(text.split('\n')).toContain(line);
    expect(text).toContain('#v=1&data=mnist&epochs=3&batch=64&lr=0.1&seed=7');
  });

  it('takes MNIST and CIFAR-10 from torchvision, split as here', () => {
    expect(script('#v=1&data=mnist&data.devFrom=test')).toContain('dev_set = part(False, clean, slice(5000))\ntest_set = part(False, clean, slice(5000, None))');
    const text = script('#v=1&data=mnist&data.size=1000&data.devSize=500');
    expect(text).toContain('datasets.MNIST("data", train=train, download=True, transform=transform)');
    expect(text).toContain('slice(1000)');
    expect(text).toContain('slice(59500, None)');
    expect(script('#v=1&data=cifar10')).toContain('datasets.CIFAR10');
  });

  it('puts a placeholder where the data are made by Grimoire, and says so', () => {
    expect(script('#v=1')).toMatch(/^# “.*” are drawn by Grimoire itself/m);
    expect(script('#v=1&data=points')).toContain('TensorDataset(torch.randn(size, 2), torch.arange(size) % classes)');
  });

  it('computes the rate from the schedule first and then from its modifiers', () => {
    const [, factor] = /def factor\(step\):\n([^]*?)\n\n/.exec(script('#v=1&batch-size&batch=256'))!;
    const lines = factor!.split('\n').map((line) => line.trim());
    expect(lines.indexOf('# Cosine annealing')).toBeLessThan(lines.indexOf('# Warm-up'));
    expect(lines.at(-1)).toBe('return f');
  });

  it('rebuilds the network before it moves to the device, and collects the parameters after', () => {
    const text = script('#v=1&se&adamw&ema');
    const at = (part: string): number => text.indexOf(part);
    expect(at('# Squeeze-and-excite')).toBeGreaterThan(at('nn.init.kaiming_normal_'));
    expect(at('model.to(device)')).toBeGreaterThan(at('# Squeeze-and-excite'));
    expect(at('# Exponential moving average')).toBeGreaterThan(at('model.to(device)'));
    expect(at('torch.optim.AdamW(')).toBeGreaterThan(at('parameters = list(model.parameters())'));
  });

  it('tells how many parameters there are, with what tricks add', () => {
    const { experiment } = readLink(catalogue, '#v=1&se');
    expect(script('#v=1&se')).toContain(`${fold(catalogue, experiment).network.parameterCount.toLocaleString('en')} parameters in Grimoire`);
  });

  it('calls the loss, the loader and the transforms that tricks declare', () => {
    const text = script('#v=1&data=cifar10&flip&crop&sampling');
    expect(text).toMatch(/augmented = transforms\.Compose\(\[[^]*RandomHorizontalFlip[^]*ToTensor\(\),\n {4}transforms\.Normalize/);
    expect(text).toMatch(/train_loader = DataLoader\(train_set, batch_size=batch_size, sampler=/);
  });

  it('leaves out a trick without an equivalent, with a comment', () => {
    const silent = { ...catalogue.tricks['label-smoothing']! };
    delete silent.pytorch;
    const text = writePytorch({ ...catalogue, tricks: { ...catalogue.tricks, 'label-smoothing': silent } }, readLink(catalogue, '#v=1&ls').experiment);
    expect(text).toContain('# Label smoothing is left out: there is nothing like it in PyTorch.');
  });
});
