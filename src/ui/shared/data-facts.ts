import { catalogue } from '../../catalogue';
import { DataError, type Dataset } from '../../core/dataset';
import type { Chosen } from '../../core/experiment';

export interface DataFacts {
  readonly encoding: Dataset['encoding'];
  readonly shape: readonly number[];
  /** Names of the classes; their numbers where only the files would tell. */
  readonly classes: readonly string[];
  /** A known lower bound of any classifier's error, else 0. */
  readonly bayesErrorBound: number;
}

let last: { readonly key: string; readonly facts: DataFacts } | undefined;

/** What the page can know of a data set without its files. Opening a generated one is cheap: its samples are made when asked for. */
export function dataFacts(data: Chosen): DataFacts {
  const key = JSON.stringify(data);
  if (last?.key !== key) last = { key, facts: readFacts(data) };
  return last.facts;
}

function readFacts(data: Chosen): DataFacts {
  const declaration = catalogue.datasets[data.id]!;
  try {
    return declaration.open(data, { files: [] });
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    const { encoding, shape, classes } = declaration.describe(data);
    return { encoding, shape, classes: declaration.classNames ?? Array.from({ length: classes }, (_, i) => String(i)), bayesErrorBound: 0 };
  }
}
