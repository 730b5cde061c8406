/** Every rule that the evidence allows, each asked once. */
import type { Evidence } from './evidence';
import { examineAnswers } from './examine/answers';
import { examineRun } from './examine/run';
import { examineImages } from './examine/samples';
import type { Verdict } from './verdict';

/** All verdicts, in the order of the checklist; those without evidence are `unknown`. Takes up to seconds where there are images. */
export function examine(evidence: Evidence): Verdict[] {
  return [...examineRun(evidence), ...examineAnswers(evidence), ...examineImages(evidence)];
}
