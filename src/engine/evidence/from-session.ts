/** What the rules look at in the run of a session, and what they say. */
import type { Evidence } from '../../diagnose/evidence';
import { examineAnswers } from '../../diagnose/examine/answers';
import { examineRun } from '../../diagnose/examine/run';
import { examineImages, examiningImages } from '../../diagnose/examine/samples';
import { nextTask } from '../next-task';
import type { EvidenceOptions, Examination } from '../protocol';
import type { Session } from '../session';
import { gatherEvidence } from './gather';

/** @param goOn whether the session is still the current one @throws Error with a sentence when it is not any more */
export async function gatherFrom(session: Session, options: EvidenceOptions | undefined, goOn: () => boolean): Promise<Evidence> {
  return session.hold(() => gatherEvidence(session.run, session.course, options, goOn));
}

/** The samples of a run do not change, so they are checked once. */
export async function examineSession(session: Session, options: EvidenceOptions = {}, goOn: () => boolean): Promise<Examination> {
  const images = (options.images ?? true) && session.dataVerdicts === undefined;
  const evidence = await gatherFrom(session, { ...options, images }, goOn);
  if (images) session.dataVerdicts = await inParts(examiningImages(evidence));
  const ofData = session.dataVerdicts ?? examineImages({ classNames: evidence.classNames });
  return { step: evidence.step, verdicts: [...examineRun(evidence), ...examineAnswers(evidence), ...ofData] };
}

/** Lets messages and training steps have their turn in between. */
async function inParts<T>(work: Generator<void, T>): Promise<T> {
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value;
    await nextTask();
  }
}
