/** Runs that nobody stops. */
import type { Experiment } from '../../core/experiment';
import type { FailedEvent, FinishedEvent, RunEvent, StartOptions, Trainer } from '../../engine/protocol';

/**
 * Trains an experiment to its end, be it a good one or not. The trainer is to be prepared.
 * @param onEvent hears all events, the last one included
 * @throws what the trainer says when the run cannot even start
 */
export function trainToEnd(
  trainer: Pick<Trainer, 'start'>,
  experiment: Experiment,
  options: StartOptions = {},
  onEvent?: (event: RunEvent) => void,
): Promise<FinishedEvent | FailedEvent> {
  return new Promise((resolve, reject) => {
    const listener = (event: RunEvent): void => {
      onEvent?.(event);
      if (event.type === 'finished' || event.type === 'failed') resolve(event);
    };
    trainer.start(experiment, listener, options).catch(reject);
  });
}
