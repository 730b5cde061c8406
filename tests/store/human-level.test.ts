import { beforeEach, describe, expect, it } from 'vitest';
import { addRow, changeRow, chooseSource, humanLevelOf, humanLevels, MOST_ROWS, removeRow, takeQuiz, takeRows } from '../../src/store/human-level';

const level = (dataset = 'glyphs') => humanLevelOf(humanLevels.getState(), dataset);

describe('human level', () => {
  beforeEach(() => humanLevels.setState({}, true));

  it('is unknown at first, and kept for each data set by itself', () => {
    expect(level()).toMatchObject({ source: 'unknown', rows: [{ error: undefined }] });
    chooseSource('glyphs', 'list');
    changeRow('glyphs', 0, { error: 0.05 });
    expect(level()).toMatchObject({ source: 'list', rows: [{ label: 'typical human', error: 0.05 }] });
    expect(level('scenes').source).toBe('unknown');
  });

  it('has rows that come and go, up to a number', () => {
    for (let i = 0; i < 20; i++) addRow('glyphs');
    expect(level().rows).toHaveLength(MOST_ROWS);
    changeRow('glyphs', 1, { label: 'doctor', error: 0.01 });
    removeRow('glyphs', 0);
    expect(level().rows[0]).toEqual({ label: 'doctor', error: 0.01 });
    takeRows('glyphs', [{ label: 'team', error: 0.005 }]);
    expect(level().rows).toEqual([{ label: 'team', error: 0.005 }]);
  });

  it('takes a quiz without forgetting the list', () => {
    changeRow('glyphs', 0, { error: 0.05 });
    takeQuiz('glyphs', { wrong: 2, samples: 50, data: { id: 'glyphs' } });
    expect(level()).toMatchObject({ source: 'quiz', quiz: { wrong: 2 }, rows: [{ error: 0.05 }] });
  });
});
