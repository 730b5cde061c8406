/** Trains one run of a checklist to its end. */
import { catalogue } from '../../catalogue';
import { readLink } from '../../core/permalink';
import { messageOf } from '../../core/words';
import { LocalTrainer } from '../../engine/trainer';
import { hasDiverged, type Outcome } from '../../lab/checklist/outcomes';
import { nodePlatform } from '../node-platform';
import { trainToEnd } from '../shared/train-to-end';

/** A run as it is sent to a process. */
export interface Task {
  readonly arm: string;
  readonly name: string;
  readonly link: string;
  readonly withTest: boolean;
}

export class Runner {
  private readonly trainer = new LocalTrainer(nodePlatform, catalogue);
  private ready: Promise<unknown> | undefined;

  async run({ arm, link, withTest }: Task): Promise<Outcome> {
    this.ready ??= this.trainer.prepare({ backend: 'wasm' });
    await this.ready;
    const { experiment } = readLink(catalogue, link);
    const common = { arm, seed: experiment.run.seed, link };
    let seconds = 0;
    try {
      const outcome = await trainToEnd(this.trainer, experiment, { evaluations: 'end' }, (event) => {
        if (event.type === 'progress') seconds = event.seconds;
      });
      if (outcome.type === 'failed') return { ...common, seconds, end: hasDiverged(outcome.reason) ? 'diverged' : 'lost', reason: outcome.reason };
      const test = withTest ? { test: await this.trainer.evaluate('test') } : {};
      return { ...common, seconds: outcome.seconds, end: 'finished', dev: outcome.dev, ...test };
    } catch (error) {
      return { ...common, seconds, end: 'lost', reason: messageOf(error) };
    }
  }
}

/** Of a run whose process died over it. */
export function lostOutcome({ arm, link }: Task, code: number | null): Outcome {
  return { arm, link, seed: readLink(catalogue, link).experiment.run.seed, end: 'lost', seconds: 0, reason: `The process of this run ended with code ${code}.` };
}
