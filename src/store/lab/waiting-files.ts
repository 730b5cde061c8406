/** Which trials of the queue wait for files that the visitor has to give. */
import type { Catalogue } from '../../core/catalogue';
import { counted } from '../../core/words';
import type { Trial } from '../../lab/trial';
import type { PlaygroundState } from '../playground';
import type { LabState } from './lab';

export interface Elsewhere extends Pick<LabState['queue'], 'incomplete'> {
  /** Whether another tab runs the queue: then it needs the files. */
  readonly elsewhere: boolean;
}

/** A sentence or two for each data set whose files are waited for. */
export function filesWaitedFor({ datasets }: Catalogue, waiting: readonly Trial[], files: PlaygroundState['files'], { incomplete, elsewhere }: Elsewhere): string[] {
  const counts = new Map<string, number>();
  for (const { experiment } of waiting) {
    const { id } = experiment.data;
    if (datasets[id]?.needs) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return [...counts].flatMap(([id, count]) => {
    const { title } = datasets[id]!;
    if (elsewhere) return `Runs on ${title} begin once that tab has the files of the data set.`;
    const waits = `${counted(count, 'run')} on ${title} ${count === 1 ? 'waits' : 'wait'} for the files of the data set, which are not part of this page`;
    if (incomplete[id] !== undefined) return `${waits}. ${incomplete[id]}`;
    return (files[id] ?? []).length > 0 ? [] : `${waits}: drop them anywhere here, or fetch them in the Data section.`;
  });
}
