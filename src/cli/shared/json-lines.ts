/** Files that results are written to as they come, one line of JSON each, so that a program that was ended can go on from there. */
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * What a file holds, ready for more; the file need not be there yet.
 * @param isWhole tells an entry from other JSON; lines that hold none (the program was ended while it wrote one) are passed over
 */
export async function openLines<T>(file: string, isWhole: (value: unknown) => value is T): Promise<T[]> {
  await mkdir(dirname(file), { recursive: true });
  const text = await readFile(file, 'utf8').catch(() => '');
  if (text !== '' && !text.endsWith('\n')) await appendFile(file, '\n');
  return text.split('\n').map(parsed).filter(isWhole);
}

export async function appendLine(file: string, value: object): Promise<void> {
  await appendFile(file, `${JSON.stringify(value)}\n`);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
