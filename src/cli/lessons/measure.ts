/** Trains one experiment of a lesson and keeps what lessons measure. */
import { catalogue } from '../../catalogue';
import { readLink } from '../../core/permalink';
import type { BackendReport, EvaluatedEvent, FinishedEvent, HealthEvent, StartedEvent } from '../../engine/protocol';
import { LocalTrainer } from '../../engine/trainer';
import { describeData } from '../../core/experiment';
import { hasDiverged } from '../../lab/checklist/outcomes';
import { earlyUpdateRatio, type Outcome } from '../../lessons/shared/measures';
import { nodePlatform } from '../node-platform';
import { trainToEnd } from '../shared/train-to-end';

/** One line of the file that measuring can be resumed from. */
export interface Row {
  /** Of the experiment, with rate and seed: what it is known by. */
  readonly link: string;
  readonly outcome: Outcome;
  /** Of the processor, which other work on the machine does not lengthen: data, training, evaluations. */
  readonly seconds: number;
  readonly engine: string;
}

const PROBE_EVERY = 5;

export class Measurer {
  private readonly trainer = new LocalTrainer(nodePlatform, catalogue);
  private ready: Promise<BackendReport> | undefined;

  /** @throws Error where the run was lost through no fault of its settings: a row would be kept as a result of theirs and never be measured again */
  async measure(link: string): Promise<Row> {
    const began = process.cpuUsage();
    this.ready ??= this.trainer.prepare({ backend: 'wasm' });
    const { device } = await this.ready;
    const { experiment } = readLink(catalogue, link);
    const evaluated: EvaluatedEvent[] = [];
    const probes: HealthEvent[] = [];
    let started: StartedEvent | undefined;
    const end = await trainToEnd(this.trainer, experiment, { probeEvery: PROBE_EVERY }, (event) => {
      if (event.type === 'started') started = event;
      else if (event.type === 'evaluated') evaluated.push(event);
      else if (event.type === 'health') probes.push(event);
    });
    if (end.type === 'failed' && !hasDiverged(end.reason)) throw new Error(`This run says nothing of its settings: ${end.reason} (${link})`);
    const ratio = started && earlyUpdateRatio(started.health, probes.flatMap(figuresOf));
    return {
      link,
      outcome: {
        steps: started?.steps ?? 0,
        classes: describeData(catalogue, experiment.data).classes,
        ...(end.type === 'finished' ? { final: { train: scores(end.train), dev: scores(end.dev) } } : {}),
        evaluations: evaluated.map(({ step, dev }) => ({ step, accuracy: dev.accuracy })),
        ...(ratio === undefined ? {} : { updateRatio: ratio }),
      },
      seconds: process.cpuUsage(began).user / 1e6,
      engine: device,
    };
  }
}

const scores = ({ loss, accuracy }: FinishedEvent['dev']) => ({ loss, accuracy });

/** The probed steps of an event, one by one. */
function figuresOf({ at, figures }: HealthEvent): { readonly figures: Float32Array }[] {
  const size = figures.length / at.length;
  return Array.from(at, (_, i) => ({ figures: figures.subarray(i * size, (i + 1) * size) }));
}
