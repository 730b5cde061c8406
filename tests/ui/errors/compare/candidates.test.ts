import { expect, it } from 'vitest';
import type { KeptOutcomes } from '../../../../src/store/outcomes';
import type { RunRecord } from '../../../../src/store/run-record';
import { candidatesOf } from '../../../../src/ui/errors/compare/candidates';

const run = (id: number, data: string) => ({ id, experiment: { data: { id: data } } }) as unknown as RunRecord;
const kept = (id: number, fingerprint: string) => ({ run: id, fingerprint }) as KeptOutcomes;

it('offers runs on the same samples as the newest, and no others', () => {
  const runs = [run(1, 'glyphs'), run(2, 'points'), run(3, 'glyphs'), run(4, 'glyphs'), run(5, 'glyphs')];
  const all = [kept(1, 'other files'), kept(2, 'p'), kept(3, 'g'), kept(5, 'g')];
  const ids = (data: string) => candidatesOf(runs, all, JSON.stringify({ id: data })).map((one) => one.run.id);
  expect(ids('glyphs')).toEqual([3, 5]);
  expect(ids('points')).toEqual([2]);
  expect(ids('scenes')).toEqual([]);
});
