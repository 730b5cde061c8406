/** The flow chart of Ng's "Nuts and Bolts": four questions in a fixed order, and what to do at the first that is answered by yes. */
import type { Estimate } from '../../core/statistics';
import { WORTH_KNOWING, type GapId, type Ladder } from './gaps';

/** `unclear`: not clearly, but it may well be. `unasked`: the error that it asks for has not been measured. */
export type Answer = 'yes' | 'no' | 'unclear' | 'unasked';

export interface Box {
  /** The gap that the question is about. */
  readonly id: GapId;
  readonly question: string;
  readonly answer: Answer;
  readonly size: Estimate | undefined;
}

export interface FlowChart {
  /** In the order in which they are asked. */
  readonly boxes: readonly Box[];
  /** Where one stands: the first yes; without one, the first question that is open; else the end. */
  readonly current: GapId | 'done';
}

/** @param ladder an error counts as high where its gap above the one before is clear */
export function flowChart(ladder: Ladder): FlowChart {
  const box = (id: GapId, question: string): Box => {
    const gap = ladder.gaps.find((one) => one.id === id);
    const answer = !gap ? 'unasked' : gap.clear ? 'yes' : gap.size.high < WORTH_KNOWING ? 'no' : 'unclear';
    return { id, question, answer, size: gap?.size };
  };
  const boxes = [
    box('bias', 'Training error high?'),
    box('variance', ladder.errors.trainDev ? 'Train-dev error high?' : 'Dev error high? (no train-dev)'),
    box('mismatch', 'Dev error high?'),
    box('overfit', 'Test error high?'),
  ];
  const first = (...answers: readonly Answer[]) => boxes.find(({ answer }) => answers.includes(answer))?.id;
  return { boxes, current: first('yes') ?? first('unclear', 'unasked') ?? 'done' };
}
