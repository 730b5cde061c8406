import { lazy, Suspense } from 'react';
import { usePlayground, usePlaygroundState } from '../playground-context';
import { Boundary } from '../shell/boundary';

const DataFiles = lazy(() => import('./data-files'));

/** Asks for the files of a data set that is read from files, and is fetched only where the chosen one is. */
export function FilesNeeded() {
  const { catalogue } = usePlayground();
  const needs = usePlaygroundState(({ experiment }) => catalogue.datasets[experiment.data.id]?.needs);
  if (!needs) return null;
  return (
    <Boundary>
      <Suspense>
        <DataFiles needs={needs} />
      </Suspense>
    </Boundary>
  );
}
