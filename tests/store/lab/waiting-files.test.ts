import { expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue';
import { readLink } from '../../../src/core/permalink';
import type { Trial } from '../../../src/lab/trial';
import { filesWaitedFor } from '../../../src/store/lab/waiting-files';

const trials = ['mnist', 'cifar10', 'mnist', 'points'].map((data) => ({ experiment: readLink(catalogue, `#v=1&data=${data}`).experiment }) as Trial);
const here = { incomplete: {}, elsewhere: false };
const files = [{ name: 'a', bytes: new Uint8Array(1) }];

it('the queue says which files it waits for', () => {
  expect(filesWaitedFor(catalogue, trials, {}, here)).toEqual([
    '2 runs on MNIST wait for the files of the data set, which are not part of this page: drop them anywhere here, or fetch them in the Data section.',
    '1 run on CIFAR-10 waits for the files of the data set, which are not part of this page: drop them anywhere here, or fetch them in the Data section.',
  ]);
  expect(filesWaitedFor(catalogue, trials, { mnist: files, cifar10: files }, here)).toEqual([]);
});

it('the queue says which of several files are missing', () => {
  const incomplete = { mnist: 'These are missing: b, c.' };
  expect(filesWaitedFor(catalogue, trials, { mnist: files, cifar10: files }, { ...here, incomplete })).toEqual([
    '2 runs on MNIST wait for the files of the data set, which are not part of this page. These are missing: b, c.',
  ]);
});

it('where another tab runs the queue, that one needs the files', () => {
  expect(filesWaitedFor(catalogue, trials.slice(1), { mnist: files }, { ...here, elsewhere: true })).toEqual([
    'Runs on CIFAR-10 begin once that tab has the files of the data set.',
    'Runs on MNIST begin once that tab has the files of the data set.',
  ]);
});
