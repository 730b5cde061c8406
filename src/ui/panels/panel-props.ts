import type { Remote } from 'comlink';
import type { Experiment } from '../../core/experiment';
import type { Trainer } from '../../engine/protocol';
import type { RunStatus } from '../../store/run-status';

/** What every panel is given: the trainer to ask, and what tells it that a new answer may be had. */
export interface PanelProps {
  readonly trainer: Remote<Trainer>;
  /** The experiment of the run that the trainer holds. */
  readonly experiment: Experiment;
  /** Grows at the start of a run, at every evaluation and at its end. */
  readonly revision: number;
  readonly status: RunStatus;
}
