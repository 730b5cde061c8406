import type { RunEvent, StartOptions } from '../../src/engine/protocol';
import type { LocalTrainer } from '../../src/engine/trainer';
import { tinyExperiment } from './engine';

/** Steps without end, until it is stopped. */
export const ENDLESS = 'epochs=1000';

/** What a run has told so far, and a way to wait for more. */
export class Heard {
  readonly events: RunEvent[] = [];
  private waiting: (() => void)[] = [];

  readonly listener = (event: RunEvent): void => {
    this.events.push(event);
    for (const look of this.waiting.splice(0)) look();
  };

  get types(): RunEvent['type'][] {
    return this.events.map(({ type }) => type);
  }

  of<T extends RunEvent['type']>(type: T): (RunEvent & { type: T })[] {
    return this.events.filter((event): event is RunEvent & { type: T } => event.type === type);
  }

  /** Resolves once `done` says so. */
  async until(done: () => boolean): Promise<void> {
    while (!done()) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  async end(): Promise<RunEvent> {
    await this.until(() => this.types.some((type) => type === 'finished' || type === 'failed'));
    return this.events.at(-1)!;
  }

  /** Resolves after `count` more reports of progress. */
  async progress(count = 1): Promise<void> {
    const before = this.of('progress').length;
    await this.until(() => this.of('progress').length >= before + count);
  }
}

/** Starts a tiny experiment. */
export async function hear(trainer: LocalTrainer, entries: string, options: StartOptions = {}): Promise<Heard> {
  const heard = new Heard();
  await trainer.start(tinyExperiment(entries), heard.listener, options);
  return heard;
}

export const aWhile = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 150));
