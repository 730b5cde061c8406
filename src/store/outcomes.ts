/** What the runs of this visit have answered on the dev set in the end, kept so that two of them can be compared sample by sample. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { NamedFile } from '../core/dataset';
import type { Chosen } from '../core/experiment';
import { Fnv64 } from '../core/fnv64';
import type { OutcomesView } from '../engine/protocol';
import type { Playground } from './playground';

/** Samples that are asked for, of the first on: all of the dev set of generated data. */
export const MOST_OUTCOMES = 2000;

export interface KeptOutcomes {
  /** The run's id. */
  readonly run: number;
  /** Runs with the same have answered the same samples. */
  readonly fingerprint: string;
  readonly outcomes: OutcomesView;
}

export type OutcomeStore = StoreApi<{ readonly kept: readonly KeptOutcomes[] }>;

export const keptOutcomes: OutcomeStore = createStore(() => ({ kept: [] }));

/** Asks for the answers of every run that has come to its end, before another one takes its place, and forgets those of runs that are gone. */
export function watchOutcomes({ store, trainer }: Pick<Playground, 'store' | 'trainer'>, into: OutcomeStore = keptOutcomes): void {
  let asked: number | undefined;
  store.subscribe(({ runs, files }) => {
    const known = new Set(runs.map(({ id }) => id));
    if (into.getState().kept.some(({ run }) => !known.has(run))) into.setState(({ kept }) => ({ kept: kept.filter(({ run }) => known.has(run)) }));
    const current = runs.at(-1);
    if (!current || current.id === asked || current.step === 0 || (current.status !== 'finished' && current.status !== 'stopped')) return;
    asked = current.id;
    const { id, experiment } = current;
    trainer.outcomes('dev', MOST_OUTCOMES).then(
      (outcomes) => into.setState(({ kept }) => ({ kept: [...kept, { run: id, fingerprint: fingerprintOf(experiment.data, files[experiment.data.id], outcomes), outcomes }] })),
      // A run that was replaced at once cannot be compared, which the page says where it matters.
      () => undefined,
    );
  });
}

/** Of the settings of the data, the sizes of its files, and the labels and attributes themselves. */
export function fingerprintOf(data: Chosen, files: readonly NamedFile[] | undefined, { labels, attributes }: Pick<OutcomesView, 'labels' | 'attributes'>): string {
  const names = Object.keys(attributes).sort();
  const hash = new Fnv64();
  for (const { buffer, byteOffset, byteLength } of [labels, ...names.map((name) => attributes[name]!)]) hash.add(new Uint8Array(buffer, byteOffset, byteLength));
  return JSON.stringify([data, (files ?? []).map((file) => [file.name, file.bytes.length]), names, hash.hex]);
}
