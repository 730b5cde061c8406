/** What a study keeps of its trials that were deleted. */
import type { Study } from '../../lab/study';
import type { Trial } from '../../lab/trial';

/** The studies among these that may still ask for something, each with those of its trials that are now deleted. */
export function withDeleted(studies: readonly Study[], removed: readonly Trial[]): Study[] {
  return studies.flatMap((study) => {
    const own = removed.filter((trial) => trial.study === study.id);
    if (own.length === 0 || (study.status !== 'running' && study.status !== 'finished')) return [];
    return { ...study, deleted: [...(study.deleted ?? []), ...own.map(stopped)] };
  });
}

/** Those of these studies that some trials come back to. */
export function withoutDeleted(studies: readonly Study[], back: readonly Trial[]): Study[] {
  const ids = new Set(back.map(({ id }) => id));
  return studies.flatMap((study) => {
    const left = study.deleted?.filter(({ id }) => !ids.has(id));
    return left && left.length < study.deleted!.length ? { ...study, deleted: left } : [];
  });
}

/** What the visitor has deleted is not to decide anything. */
function stopped({ final: _, test: __, failure: ___, ...trial }: Trial): Trial {
  return { ...trial, status: 'stopped', spark: [] };
}
