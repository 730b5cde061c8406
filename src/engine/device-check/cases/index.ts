/** Every kernel that models and tricks use, at some shapes: `tests/engine/device-check/coverage.test.ts` sees to it that none is missing. */
import type { KernelCase } from '../case';
import { convolutions } from './convolutions';
import { losses } from './losses';
import { moving } from './moving';
import { normalisation } from './normalisation';
import { optimizers } from './optimizers';
import { pictures } from './pictures';
import { pointwise } from './pointwise';
import { pooling } from './pooling';
import { products } from './products';
import { randomNumbers } from './random-numbers';
import { reductions } from './reductions';

export interface CaseGroup {
  readonly group: string;
  readonly cases: readonly KernelCase[];
}

export function caseGroups(): CaseGroup[] {
  const { activations, arithmetic } = pointwise();
  return [
    { group: 'Products', cases: products() },
    { group: 'Convolutions', cases: convolutions() },
    { group: 'Pooling', cases: pooling() },
    { group: 'Activations', cases: activations },
    { group: 'Normalisation', cases: normalisation() },
    { group: 'Losses', cases: losses() },
    { group: 'Optimizers', cases: optimizers() },
    { group: 'Pictures and labels', cases: pictures() },
    { group: 'Random numbers', cases: randomNumbers() },
    { group: 'Arithmetic', cases: arithmetic },
    { group: 'Sums and shapes', cases: reductions() },
    { group: 'Moving values', cases: moving() },
  ];
}
