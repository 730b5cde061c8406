/** Where on the x axis all lines are read. It moves with every move of the pointer, so only what shows the reading listens. */
import { createStore, type StoreApi } from 'zustand/vanilla';

export interface Reading {
  /** Undefined: each line is read at its end. */
  readonly x: number | undefined;
}

export type Cursor = StoreApi<Reading>;

export function makeCursor(): Cursor {
  return createStore<Reading>(() => ({ x: undefined }));
}
