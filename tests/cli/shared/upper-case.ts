/** Writes words in upper case, and dies over some. */
import { work } from '../../../src/cli/shared/process-pool';

export interface Upper {
  readonly word: string;
  readonly process: number;
}

export function main(): Promise<number> {
  return work(async (word: string): Promise<Upper> => {
    if (word === 'fatal') process.exit(7);
    return { word: word.toUpperCase(), process: process.pid };
  });
}
