import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue';
import { rescale } from '../../src/core/model';

const { cnn, resnet, logistic } = catalogue.models;

describe('a rescaled model', () => {
  it('has its width or its depth multiplied and rounded, and nothing else', () => {
    expect(rescale(cnn!, { width: 16, depth: 2, hidden: 64 }, 'width', 1.5)).toEqual({ width: 24, depth: 2, hidden: 64 });
    expect(rescale(cnn!, { width: 16, depth: 2 }, 'depth', 1.3)).toEqual({ width: 16, depth: 3 });
    expect(rescale(resnet!, { width: 16, blocks: 2 }, 'depth', 2)).toEqual({ width: 16, blocks: 4 });
  });

  it('stays within the bounds of the field', () => {
    expect(rescale(cnn!, { width: 100 }, 'width', 4)).toEqual({ width: 128 });
    expect(rescale(resnet!, { blocks: 1 }, 'depth', 0.25)).toEqual({ blocks: 1 });
  });

  it('stays as it is where there is nothing to rescale', () => {
    expect(rescale(logistic!, { id: 'logistic' }, 'width', 2)).toEqual({ id: 'logistic' });
  });

  it.each(Object.values(catalogue.models))('$id names number fields of its own', ({ scales = {}, fields }) => {
    for (const name of Object.values(scales)) expect(fields[name]?.type).toBe('number');
  });
});
