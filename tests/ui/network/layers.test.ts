import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue';
import { disableTrick } from '../../../src/core/experiment';
import { fold } from '../../../src/core/fold';
import { readLink } from '../../../src/core/permalink';
import { arcs, describeLayer, foldRepeats, itemSources, layerRows, type LayerRow } from '../../../src/ui/network/layers';

const planOf = (link: string) => fold(catalogue, readLink(catalogue, link).experiment).network;
const RESNET = '#v=1&data=scenes&model=resnet';

/** The rows with a trick, compared with the same experiment without it. */
function rowsWith(link: string, id: string): LayerRow[] {
  const { experiment } = readLink(catalogue, link);
  return layerRows(fold(catalogue, experiment).network, fold(catalogue, disableTrick(catalogue, experiment, id)).network);
}

const marks = (rows: readonly LayerRow[]) => rows.flatMap(({ chips }) => chips.flatMap(({ name, mark }) => (mark ? [`${mark} ${name}`] : [])));

describe('the rows of a network', () => {
  it('begin with layers and join what follows them', () => {
    const rows = layerRows(planOf('#v=1'));
    expect(rows.map(({ chips }) => chips.map(({ text }) => text))).toEqual([
      ['conv 3 × 3, 16', 'ReLU'],
      ['max pool 2 × 2'],
      ['conv 3 × 3, 32', 'ReLU'],
      ['max pool 2 × 2'],
      ['dense 64', 'ReLU'],
      ['dense 10'],
    ]);
    expect(rows.map(({ sources }) => sources)).toEqual([[-1], [0], [1], [2], [3], [4]]);
  });

  it('have all parameters and the last shape', () => {
    const plan = planOf(RESNET);
    const rows = layerRows(plan);
    expect(rows.reduce((sum, { parameters }) => sum + parameters, 0)).toBe(plan.parameterCount);
    expect(rows.at(-1)!.shape).toEqual([10]);
    expect(rows[0]!.chips.map(({ text }) => text)).toEqual(['conv 3 × 3, 16', 'batch norm', 'ReLU']);
  });

  it('know what an addition reads', () => {
    const rows = layerRows(planOf(RESNET));
    const sums = rows.flatMap(({ chips, sources }, i) => (chips[0]!.text === 'add' ? [sources.map((source) => i - source).sort()] : []));
    expect(sums).toEqual([
      [1, 3],
      [1, 2],
      [1, 2],
    ]);
  });
});

describe('what a trick has changed', () => {
  it('is added to the row that it follows, on a branch as well', () => {
    const rows = rowsWith(`${RESNET}&se`, 'squeeze-excite');
    const added = rows.filter(({ chips }) => chips.some(({ mark }) => mark === 'added'));
    expect(added.map(({ chips }) => chips.map(({ text }) => text))).toEqual([16, 32, 64].map((filters) => [`conv 3 × 3, ${filters}`, 'batch norm', 'squeeze excite, ratio 16']));
    expect(marks(rows)).toHaveLength(3);
  });

  it('is told with what it was', () => {
    const rows = rowsWith('#v=1&model.downsampling=strides&stem', 'stem-activation');
    expect(rows.flatMap(({ chips }) => chips.filter(({ mark }) => mark === 'changed').map(({ text, was }) => [text, was]))).toEqual([
      ['leaky ReLU', 'ReLU'],
      ['leaky ReLU', 'ReLU'],
    ]);
  });

  it('may be gone, and stands struck out where it was', () => {
    const rows = rowsWith(`${RESNET}&norm.kind=none`, 'normalisation');
    expect(rows[0]!.chips.map(({ text, mark }) => [text, mark])).toEqual([
      ['conv 3 × 3, 16', 'changed'],
      ['batch norm', 'removed'],
      ['ReLU', undefined],
    ]);
    expect(rows.reduce((sum, { parameters }) => sum + parameters, 0)).toBe(planOf(`${RESNET}&norm.kind=none`).parameterCount);
  });

  it('is nothing where nothing is compared', () => {
    expect(marks(layerRows(planOf(`${RESNET}&se`)))).toEqual([]);
    const plan = planOf(RESNET);
    expect(marks(layerRows(plan, plan))).toEqual([]);
  });
});

describe('folding repeats', () => {
  it('tells a block once and counts the others', () => {
    const rows = layerRows(planOf(`${RESNET}&model.blocks=6`));
    const items = foldRepeats(rows);
    expect(items.flatMap((item) => ('rows' in item ? [item.repeats] : []))).toEqual([5, 4, 4]);
    const all = items.reduce((sum, item) => sum + ('rows' in item ? item.rows.length : 1), 0);
    expect(all).toBe(rows.length);
    expect(items.length).toBeLessThan(rows.length / 2);
  });

  it('leaves a short network alone', () => {
    const rows = layerRows(planOf('#v=1'));
    expect(foldRepeats(rows).map((item) => 'row' in item && item.row)).toEqual(rows);
  });

  it('keeps a changed block apart from its neighbours', () => {
    const rows = layerRows(planOf(`${RESNET}&model.blocks=3`));
    const marked = rows.map((row, i) => (i === 5 ? { ...row, chips: row.chips.map((chip) => ({ ...chip, mark: 'changed' as const })) } : row));
    expect(foldRepeats(marked).some((item) => 'row' in item && item.index === 5)).toBe(true);
  });

  it('keeps connections: what reads a hidden row reads its place', () => {
    const items = foldRepeats(layerRows(planOf(`${RESNET}&model.blocks=3`)));
    const sources = itemSources(items);
    expect(sources[0]).toEqual([-1]);
    for (const [i, read] of sources.entries()) {
      expect(read.length, `item ${i}`).toBeGreaterThan(0);
      for (const source of read) expect(source).toBeLessThan(i);
    }
  });
});

describe('arcs', () => {
  it('are drawn only for what passes over rows, each in a free lane', () => {
    expect(arcs([[-1], [0], [1]])).toEqual([]);
    expect(arcs([[-1], [0], [1, 0], [1]])).toEqual([
      { from: 0, to: 2, lane: 0 },
      { from: 1, to: 3, lane: 1 },
    ]);
    expect(arcs([[-1], [0], [1, 0], [2], [3, 2]]).map(({ lane }) => lane)).toEqual([0, 0]);
  });
});

it('layers that are not known by name are told by their kind and numbers', () => {
  expect(describeLayer({ kind: 'squeeze-excite', config: { ratio: 4, name: 'x' } })).toBe('squeeze excite, ratio 4');
  expect(describeLayer({ kind: 'group-norm', config: { groups: 1 } })).toBe('layer norm');
  expect(describeLayer({ kind: 'convolution', config: { filters: 8, size: 3, stride: 2 } })).toBe('conv 3 × 3, 8, stride 2');
});
