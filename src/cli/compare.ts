/** `npm run compare -- <id>`: runs a declared comparison and prints its report as Markdown. */
import { catalogue } from '../catalogue';
import type { Experiment } from '../core/experiment';
import { LocalTrainer } from '../engine/trainer';
import { compare, report, type Trained } from '../lab/comparison';
import { comparisons } from '../lab/comparisons';
import { nodePlatform } from './node-platform';
import { trainToEnd } from './shared/train-to-end';

/** @returns the exit code: 0 done, 2 no such comparison */
export async function main(argv: readonly string[]): Promise<number> {
  const comparison = comparisons.find(({ id }) => id === argv[0]);
  if (!comparison) {
    process.stderr.write(`Usage: npm run compare -- ${comparisons.map(({ id }) => id).join(' | ')}\n`);
    return 2;
  }
  const trainer = new LocalTrainer(nodePlatform, catalogue);
  await trainer.prepare({ backend: 'wasm' });
  const train = async (experiment: Experiment): Promise<Trained | undefined> => {
    const outcome = await trainToEnd(trainer, experiment);
    return outcome.type === 'failed' ? undefined : { dev: outcome.dev, test: await trainer.evaluate('test') };
  };
  const result = await compare(catalogue, comparison, train, (line) => process.stderr.write(`${line}\n`));
  process.stdout.write(report(result));
  return 0;
}
