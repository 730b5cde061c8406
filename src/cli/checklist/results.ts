/** Results that outlive the program: one line of JSON for each run that has ended. */
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Outcome } from '../../lab/checklist/outcomes';
import type { Task } from './runner';

const keyOf = ({ arm, link }: Pick<Outcome, 'arm' | 'link'>): string => `${arm} ${link}`;

export class Results {
  private constructor(
    private readonly file: string,
    private readonly known: Map<string, Outcome>,
  ) {}

  /** Reads what the folder holds; lines that cannot be read (the program was ended while it wrote one) are passed over. */
  static async open(folder: string): Promise<Results> {
    await mkdir(folder, { recursive: true });
    const file = join(folder, 'results.jsonl');
    const text = await readFile(file, 'utf8').catch(() => '');
    if (text !== '' && !text.endsWith('\n')) await appendFile(file, '\n');
    return new Results(file, new Map(text.split('\n').flatMap(readLine).map((outcome) => [keyOf(outcome), outcome])));
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
    await appendFile(this.file, `${JSON.stringify(outcome)}\n`);
  }
}

function readLine(line: string): Outcome[] {
  try {
    const outcome = JSON.parse(line) as Partial<Outcome> | null;
    const whole = typeof outcome?.arm === 'string' && typeof outcome.link === 'string' && typeof outcome.seed === 'number' && ['finished', 'diverged', 'lost'].includes(outcome.end ?? '');
    return whole ? [outcome as Outcome] : [];
  } catch {
    return [];
  }
}
