/** All data sets: every file of `sets` declares one. */
import { collect } from '../core/catalogue';
import type { DatasetDeclaration } from '../core/dataset';

export const datasets = collect<DatasetDeclaration>(import.meta.glob('./sets/*.ts', { eager: true }));
