import { describe, expect, it } from 'vitest';
import { call, comment, indent, joinImports, tuple } from '../../../src/export/pytorch/python';

describe('imports', () => {
  it('are written once, joined by module, Python’s own first', () => {
    const given = ['import torch', 'from torch import nn', 'from torch.utils.data import DataLoader', 'import math', 'from torch.utils.data import Dataset, DataLoader', 'import torch'];
    expect(joinImports(given)).toEqual(['import math', '', 'import torch', 'from torch import nn', 'from torch.utils.data import DataLoader, Dataset']);
  });

  it('keep a remark', () => {
    const remarked = 'from muon import Muon  # pip install muon';
    expect(joinImports([remarked, 'import torch'])).toContain(remarked);
  });
});

describe('comments', () => {
  it('are broken between words at a hundred characters', () => {
    const lines = comment('word '.repeat(60).trim());
    expect(lines.every((line) => line.startsWith('# word') && line.length <= 100)).toBe(true);
    expect(lines.join(' ').match(/word/g)).toHaveLength(60);
  });

  it('stand whole where one word is longer', () => {
    expect(comment('x'.repeat(120))).toEqual([`# ${'x'.repeat(120)}`]);
  });
});

it('blocks are indented, empty lines left empty', () => {
  expect(indent(['a', '', '    b'])).toEqual(['    a', '', '        b']);
  expect(call('f', ['a', 'b(\n)'])).toEqual(['f(', '    a,', '    b(', '    ),', ')']);
  expect(call('f', [])).toEqual(['f()']);
  expect([tuple([1]), tuple([1, 2])]).toEqual(['(1,)', '(1, 2)']);
});
