/** Notes what the network is really fed, on the host and where steps are taken: a few additions for each sample of a batch. */
import type { StepValues } from '../step-inputs';

/** Batches whose labels are kept: as many as it takes to see whether they come in an order. */
const KEPT_BATCHES = 50;
const MOST_VISITS = 2 ** 16 - 1;
/** The label of a sample that was in no batch yet. */
export const UNSEEN = -1;

export class FeedRecorder {
  /** How often each training sample was in a batch since the first beginning of an epoch that was seen, [n]. */
  readonly visits: Uint16Array;
  /** The label that each training sample came with, [n]. */
  readonly labels: Int16Array;
  /** Labels of the first batches. */
  readonly batches: Int32Array[] = [];
  private counting = false;

  /** @param size training samples */
  constructor(
    size: number,
    private readonly stepsPerEpoch: number,
  ) {
    this.visits = new Uint16Array(size);
    this.labels = new Int16Array(size).fill(UNSEEN);
  }

  /** The run goes on from somewhere else. Until the next epoch begins nobody knows which samples it has had already. */
  restart(): void {
    this.visits.fill(0);
    this.counting = false;
  }

  /** @param taken steps, in order */
  note(taken: readonly StepValues[]): void {
    for (const { step, integers } of taken) {
      const { indices, labels } = integers as { indices: Int32Array; labels: Int32Array };
      this.counting ||= step % this.stepsPerEpoch === 0;
      for (let i = 0; i < indices.length; i++) {
        const index = indices[i]!;
        this.labels[index] = labels[i]!;
        if (this.counting && this.visits[index]! < MOST_VISITS) this.visits[index]!++;
      }
      if (this.batches.length < KEPT_BATCHES) this.batches.push(labels);
    }
  }
}
