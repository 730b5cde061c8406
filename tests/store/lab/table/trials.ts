/** Trials that were never trained, for the tests of the table. */
import { catalogue } from '../../../../src/catalogue';
import { readLink, writeLink } from '../../../../src/core/permalink';
import type { Experiment } from '../../../../src/core/experiment';
import type { Trial } from '../../../../src/lab/trial';

/** Reading a link takes longer than all else here. */
const read = new Map<string, Experiment>();

function experimentOf(link: string): Experiment {
  const experiment = read.get(link) ?? readLink(catalogue, link).experiment;
  read.set(link, experiment);
  return experiment;
}

/** One of five epochs that has not begun. */
export function aWaitingTrial(id: string, change: Partial<Trial> = {}, link = '#v=1'): Trial {
  const experiment = experimentOf(link);
  return {
    id,
    experiment,
    link: writeLink(catalogue, experiment),
    origin: 'queue',
    path: id,
    name: `run ${id}`,
    created: 1000,
    status: 'waiting',
    order: 0,
    withTest: false,
    step: 0,
    steps: 200,
    stepsPerEpoch: 40,
    batchSize: 128,
    seconds: 0,
    parameters: 1000,
    spark: [],
    label: '',
    note: '',
    tags: [],
    starred: false,
    ...change,
  };
}

/** One that has come to its end, with a dev accuracy measured on 1,000 samples. */
export function aTrial(id: string, accuracy: number, change: Partial<Trial> = {}, link = '#v=1'): Trial {
  const metrics = { train: { loss: 1 - accuracy, accuracy, samples: 500 }, dev: { loss: 2 - accuracy, accuracy, samples: 1000 } };
  return aWaitingTrial(id, { status: 'finished', step: 200, seconds: 20, latest: metrics, final: metrics, spark: [0.1, accuracy], ...change }, link);
}
