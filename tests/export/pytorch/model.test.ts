import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue';
import { describeData } from '../../../src/core/experiment';
import { planNetwork } from '../../../src/core/network';
import { readLink } from '../../../src/core/permalink';
import { modelCode } from '../../../src/export/pytorch/model';

function codeOf(link: string) {
  const { model, data } = readLink(catalogue, link).experiment;
  const plan = planNetwork(catalogue.models[model.id]!.build(model, describeData(catalogue, data)), catalogue.layers);
  return { plan, ...modelCode(model.id, plan, model) };
}

/** Parameters of the layers that a chain's code names. */
function parametersOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => {
    const linear = /nn\.Linear\((\d+), (\d+)\)/.exec(line);
    const convolution = /nn\.Conv2d\((\d+), (\d+), (\d+)/.exec(line);
    if (linear) return sum + (Number(linear[1]) + 1) * Number(linear[2]);
    return convolution ? sum + (Number(convolution[1]) * Number(convolution[3]) ** 2 + 1) * Number(convolution[2]) : sum;
  }, 0);
}

describe('a chain of layers', () => {
  it.each(['#v=1', '#v=1&model.depth=3&model.downsampling=strides', '#v=1&data=scenes&model=mlp', '#v=1&data=points', '#v=1&model=logistic'])('%s has as many parameters as here', (link) => {
    const { plan, lines, output, gain } = codeOf(link);
    expect(lines[0]).toBe('model = nn.Sequential(');
    expect(parametersOf(lines)).toBe(plan.parameterCount);
    expect([output, gain]).toEqual(['model[-1]', 0.02]);
  });

  it('flattens once, before the first dense layer, and only what is not flat', () => {
    expect(codeOf('#v=1').lines.filter((line) => line.includes('Flatten'))).toHaveLength(1);
    expect(codeOf('#v=1&data=points').lines.join()).not.toContain('Flatten');
  });

  it('says where strides pad otherwise', () => {
    expect(codeOf('#v=1').note).toBeUndefined();
    expect(codeOf('#v=1&model.downsampling=strides').note).toMatch(/pads/);
  });
});

describe('the residual network', () => {
  it('is made of torchvision’s blocks with the settings filled in', () => {
    const { lines, imports, output } = codeOf('#v=1&data=scenes&model=resnet&model.blocks=2&model.stem=strided');
    expect(imports).toEqual(['from torchvision.models.resnet import BasicBlock']);
    expect(lines.join('\n')).toMatch(/self\.conv1 = nn\.Conv2d\(channels, width, 3, stride=2/);
    expect(lines.join('\n')).toContain('model = ResNet(channels=3, width=16, blocks=2)');
    expect(output).toBe('model.fc');
  });

  it('has biases in place of norms', () => {
    const text = codeOf('#v=1&data=scenes&model=resnet&model.norm=none').lines.join('\n');
    expect(text).not.toContain('BatchNorm');
    expect(text).toContain('layer.bias = nn.Parameter(torch.zeros(layer.out_channels))');
  });
});
