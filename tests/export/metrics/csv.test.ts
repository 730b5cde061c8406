import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COLUMNS, csvHeader, csvLines, textCell } from '../../../src/export/metrics/csv';
import { HOSTILE, sampleRun } from './sample-run';

/** A reader after RFC 4180. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text[i + 1] === '"') cell += text[++i]!;
      else quoted = false;
    } else if (character === '"' && cell === '') quoted = true;
    else if (character === ',') {
      row.push(cell);
      cell = '';
    } else if (character === '\r' && text[i + 1] === '\n') {
      rows.push([...row, cell]);
      row = [];
      cell = '';
      i++;
    } else cell += character;
  }
  expect(row).toEqual([]);
  expect(cell).toBe('');
  return rows;
}

const table = (...runs: ReturnType<typeof sampleRun>[]) => parse(csvHeader() + runs.map((run) => [...csvLines(run)].join('')).join(''));

describe('CSV', () => {
  it('has a row for each step that was measured, and empty cells for what was not', () => {
    const [header, ...rows] = table(sampleRun());
    expect(header).toEqual(Object.keys(COLUMNS));
    expect(rows).toEqual([
      ['1f', 'a run', '7', '0', '0', '0', '0', '', '', '2.3', '0.1', '2.31', '0.09', '0'],
      ['1f', 'a run', '7', '1', '0.5', '8', '2.5', '2.3', '0.1', '', '', '', '', ''],
      ['1f', 'a run', '7', '2', '1', '16', '5', '1e-8', '0.05', '1.5', '0.4', '1.625', '0.38', '1'],
      ['1f', 'a run', '7', '4', '2', '32', '10', 'NaN', '0', '', '', '', '', ''],
    ]);
  });

  it('keeps every float32 exactly, in decimal points', () => {
    fc.assert(
      fc.property(fc.array(fc.float({ noNaN: true }), { minLength: 1, maxLength: 20 }), (values) => {
        const objective = Float32Array.from(values);
        const run = sampleRun();
        const [, ...rows] = table({ ...run, curves: { ...run.curves!, evaluations: [], probes: [], at: Float64Array.from(values.keys()), objective, learningRate: objective } });
        expect(rows.map((row) => Math.fround(Number(row[7])))).toEqual([...objective].map((value) => value + 0));
      }),
    );
  });

  it('quotes what has to be quoted, and disarms formulas', () => {
    const [, first] = table(sampleRun({ label: HOSTILE }));
    expect(first![1]).toBe(`'${HOSTILE}`);
    for (const text of ['=1+1', '+label smoothing', '-1', '@SUM(A1)', '\t=1', '  =1', '＝1', "'quoted"]) expect(textCell(text).replace(/^"/, '')).toMatch(/^'/);
    for (const text of ['lr 0.1→0.03', 'a run', '', 'ünïcode']) expect(textCell(text)).toBe(text);
  });

  it('gives every name back, but for the apostrophe', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (label) => {
        const [, row] = table(sampleRun({ label }));
        expect([label, `'${label}`]).toContain(row![1]);
        expect(row).toHaveLength(Object.keys(COLUMNS).length);
      }),
    );
  });

  it('is empty for a run whose curves were not kept', () => {
    expect([...csvLines(sampleRun({ curves: undefined }))]).toEqual([]);
  });
});
