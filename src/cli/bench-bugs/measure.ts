/** One cell of the matrix: trains an experiment, gathers what a student could see, and asks every rule. */
import { catalogue } from '../../catalogue';
import { readLink } from '../../core/permalink';
import { withPlants } from '../../core/plant';
import { defaultsOf } from '../../core/fields';
import { examine } from '../../diagnose/examine';
import type { Tone } from '../../diagnose/verdict';
import { LocalTrainer } from '../../engine/trainer';
import { nodePlatform } from '../node-platform';
import { trainToEnd } from '../shared/train-to-end';

/** What one run gave. */
export interface Cell {
  readonly base: string;
  /** None for the clean experiment. */
  readonly bug?: string;
  readonly seed: number;
  /** By the id of the rule. */
  readonly tones: Readonly<Record<string, Tone>>;
  /** Sentences of the verdicts that are amber or red. */
  readonly alarms: Readonly<Record<string, string>>;
  readonly seconds: number;
}

/** As the page probes its runs. */
const PROBE_EVERY = 10;

export class Measurer {
  private readonly trainer = new LocalTrainer(nodePlatform, catalogue);
  private ready: Promise<unknown> | undefined;

  /** @param link of the clean experiment @param base what that is called */
  async measure(base: string, link: string, bug: string | undefined, seed: number): Promise<Cell> {
    const began = performance.now();
    this.ready ??= this.trainer.prepare({ backend: 'wasm' });
    await this.ready;
    const { experiment: clean, notices } = readLink(catalogue, link);
    if (notices.length > 0) throw new Error(`The experiment "${base}" is not understood: ${notices.join('; ')}`);
    const bugs = bug === undefined ? {} : { [bug]: defaultsOf(catalogue.plants![bug]!.fields) };
    const experiment = withPlants({ ...clean, data: { ...clean.data, seed }, run: { ...clean.run, seed } }, { bugs });
    await trainToEnd(this.trainer, experiment, { probeEvery: PROBE_EVERY });
    const evidence = await this.trainer.evidence();
    const { rows: kernels } = await this.trainer.checkKernels(undefined, { quick: true });
    const smallFit = await this.trainer.fitSmall(experiment);
    const verdicts = examine({ ...evidence, kernels, smallFit });
    const alarms = verdicts.filter(({ tone }) => tone === 'bad' || tone === 'watch');
    return {
      base,
      ...(bug === undefined ? {} : { bug }),
      seed,
      tones: Object.fromEntries(verdicts.map(({ id, tone }) => [id, tone])),
      alarms: Object.fromEntries(alarms.map(({ id, text }) => [id, text])),
      seconds: (performance.now() - began) / 1000,
    };
  }
}
