/** Results that outlive the program: one line of JSON for each run that has ended. */
import { join } from 'node:path';
import type { Outcome } from '../../lab/checklist/outcomes';
import { appendLine, openLines } from '../shared/json-lines';
import type { Task } from './runner';

const keyOf = ({ arm, link }: Pick<Outcome, 'arm' | 'link'>): string => `${arm} ${link}`;

export class Results {
  private constructor(
    private readonly file: string,
    private readonly known: Map<string, Outcome>,
  ) {}

  /** Reads what the folder holds. */
  static async open(folder: string): Promise<Results> {
    const file = join(folder, 'results.jsonl');
    const outcomes = await openLines(file, isOutcome);
    return new Results(file, new Map(outcomes.map((outcome) => [keyOf(outcome), outcome])));
  }

  /** The result of a run, if it has one; a run that was lost is to be made again. */
  of(task: Pick<Task, 'arm' | 'link'>): Outcome | undefined {
    const outcome = this.known.get(keyOf(task));
    return outcome?.end === 'lost' ? undefined : outcome;
  }

  /** What is known of some runs, lost ones included, in the order of the runs. */
  all(tasks: readonly Pick<Task, 'arm' | 'link'>[]): Outcome[] {
    return tasks.flatMap((task) => this.known.get(keyOf(task)) ?? []);
  }

  async add(outcome: Outcome): Promise<void> {
    this.known.set(keyOf(outcome), outcome);
    await appendLine(this.file, outcome);
  }
}

function isOutcome(value: unknown): value is Outcome {
  const { arm, link, seed, end } = (value ?? {}) as Partial<Outcome>;
  return typeof arm === 'string' && typeof link === 'string' && typeof seed === 'number' && ['finished', 'diverged', 'lost'].includes(end ?? '');
}
