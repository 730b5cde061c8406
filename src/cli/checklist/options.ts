/** What `npm run checklist` was asked for, read strictly. */
import type { Catalogue } from '../../core/catalogue';
import type { Experiment } from '../../core/experiment';
import { readLink } from '../../core/permalink';
import { CHECKLIST_TRICKS, planChecklist, type ChecklistPlan } from '../../lab/checklist/plan';
import { UsageError } from '../arguments';

export interface ChecklistOptions {
  readonly experiment: Experiment;
  readonly quick: boolean;
  readonly seeds: number;
  readonly out: string;
  /** Ids of tricks, or of single changes; all that the article lists where it is empty. */
  readonly only: readonly string[];
  readonly jobs: number;
}

const DEFAULT_LINK = '#v=1&data=scenes&model=resnet&model.stem=strided&epochs=15&batch=64&lr=1';
/** Shortened, its warm-up lasts eight steps, after which some seeds do not bear a rate of 1: dev accuracies of 47 and 25 % against 49 and 44 % at 0.5. */
const QUICK_LINK = DEFAULT_LINK.replace('&lr=1', '&lr=0.5');
const MOST_SEEDS = 100;
const MOST_JOBS = 64;

/** A quick look has every trial and every seed, but shorter runs: at most so many training samples, and so many epochs. */
const QUICK = { size: 1000, epochs: 6 };

export const USAGE = `Usage: npm run checklist -- [link] [--quick] [--seeds n] [--only id,id …] [--jobs n] [--out FOLDER]

  link     the experiment whose data, model and run are used (default ${DEFAULT_LINK})
  --quick  all trials, but runs of at most ${QUICK.size} training samples and ${QUICK.epochs} epochs; without a link, at a rate of 0.5
  --seeds  runs of every trial (default 5, at most ${MOST_SEEDS}); fewer than 5 can tell little
  --only   these tricks (label-smoothing) or single trials (ls.epsilon=0.2)
  --jobs   processes that share the work (default 2)
  --out    where report.md, report.html and results.jsonl go (default test-results/checklist); runs that are there already are not made again
`;

/** @throws UsageError */
export function readOptions(catalogue: Catalogue, argv: readonly string[]): ChecklistOptions {
  let link: string | undefined;
  let [quick, seeds, out, only, jobs]: [boolean, number, string, readonly string[], number] = [false, 5, 'test-results/checklist', [], 2];
  const rest = [...argv];
  for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
    const operand = (): string => {
      const value = rest.shift();
      if (value === undefined) throw new UsageError(`${argument} needs a value`);
      return value;
    };
    const count = (most: number): number => {
      const value = Number(operand());
      if (!Number.isInteger(value) || value < 1 || value > most) throw new UsageError(`${argument} should be a whole number from 1 to ${most}`);
      return value;
    };
    if (argument === '--quick') quick = true;
    else if (argument === '--seeds') seeds = count(MOST_SEEDS);
    else if (argument === '--jobs') jobs = count(MOST_JOBS);
    else if (argument === '--out') out = operand();
    else if (argument === '--only') only = operand().split(',');
    else if (argument.startsWith('--')) throw new UsageError(`There is no option ${argument}`);
    else if (link === undefined) link = argument;
    else throw new UsageError(`Only one link can be given, but "${argument.slice(0, 60)}" follows the first`);
  }
  const { experiment, notices } = readLink(catalogue, link ?? (quick ? QUICK_LINK : DEFAULT_LINK));
  if (notices.length > 0) throw new UsageError(notices.join('; '));
  if (catalogue.datasets[experiment.data.id]!.needs) throw new UsageError('The checklist on the command line needs data that are generated: glyphs, scenes or points; in the page it takes files as well');
  return { experiment: quick ? shortened(experiment) : experiment, quick, seeds, out, only, jobs };
}

export function shortened(experiment: Experiment): Experiment {
  const { data, run } = experiment;
  const size = data['size'];
  return {
    ...experiment,
    data: typeof size === 'number' ? { ...data, size: Math.min(size, QUICK.size) } : data,
    run: { ...run, epochs: Math.min(run.epochs, QUICK.epochs) },
  };
}

/** The whole checklist, or what was asked for of it. @throws UsageError where that is not there */
export function planOf(catalogue: Catalogue, { experiment, seeds, only }: Pick<ChecklistOptions, 'experiment' | 'seeds' | 'only'>): ChecklistPlan {
  const tryable = Object.values(catalogue.tricks).filter(({ trials }) => trials !== undefined);
  // A single trial is named by its link, which begins with the trick's key.
  const trickOf = (name: string) => tryable.find(({ id, key }) => [id, key].includes(name.split('.')[0]!));
  for (const name of only) if (!trickOf(name)) throw new UsageError(`No trick "${name.slice(0, 60)}" declares trials; there are ${tryable.map(({ id }) => id).join(', ')}`);
  const plan = planChecklist(catalogue, experiment, seeds, only.length === 0 ? CHECKLIST_TRICKS : [...new Set(only.map((name) => trickOf(name)!.id))]);
  if (only.length === 0) return plan;
  const whole = new Set(only.flatMap((name) => (name.includes('.') ? [] : [trickOf(name)!.id])));
  const wanted = ({ id, trick }: { readonly id: string; readonly trick: string }) => whole.has(trick) || only.includes(id);
  const chosen = { ...plan, arms: plan.arms.filter(wanted), notApplicable: plan.notApplicable.filter(wanted) };
  if (chosen.arms.length + chosen.notApplicable.length === 0) throw new UsageError(`None of ${only.join(', ')} changes the baseline; there are ${plan.arms.map(({ id }) => id).join(', ')}`);
  return chosen;
}
