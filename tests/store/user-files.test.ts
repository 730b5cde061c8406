import { describe, expect, it } from 'vitest';
import { DataError } from '../../src/core/dataset';
import { addressOf, mergeFiles, readFiles } from '../../src/store/user-files';
import { cifarBatch, smallMnist } from '../data/readers/fixtures';

const asFile = ({ name, bytes }: { name: string; bytes: Uint8Array }) => new File([bytes as Uint8Array<ArrayBuffer>], name);
const refusal = (...files: File[]) => readFiles(files).then(
  () => undefined,
  (error: unknown) => error,
);

describe('files', () => {
  it('are read into memory, and their data set is recognised', async () => {
    const given = smallMnist(3, 2);
    const { dataset, files } = await readFiles(given.map(asFile));
    expect(dataset).toBe('mnist');
    expect(files).toEqual(given);
    expect((await readFiles([asFile(cifarBatch('data_batch_1.bin', 2))])).dataset).toBe('cifar10');
  });

  it('of no data set are refused by name', async () => {
    const error = await refusal(new File(['hello'], 'holiday.txt'));
    expect(error).toBeInstanceOf(DataError);
    expect((error as Error).message).toContain('holiday.txt');
  });

  it('that cannot be read are refused by name', async () => {
    const folder = Object.assign(new File([], 'folder'), { arrayBuffer: () => Promise.reject(new Error('NotFoundError')) });
    expect(await refusal(folder)).toMatchObject({ name: 'DataError', message: expect.stringMatching(/^folder could not be read/) });
  });

  it('that are far too large are refused before they are read', async () => {
    const film = Object.defineProperty(new File([], 'film.mkv'), 'size', { value: 2 ** 31 });
    expect(await refusal(film)).toMatchObject({ message: expect.stringMatching(/^film\.mkv is larger/) });
    expect(await refusal(...Array.from({ length: 51 }, (_, i) => new File([], `${i}`)))).toMatchObject({ message: expect.stringMatching(/^51 files are more/) });
  });

  it('take the place of those that had their names', () => {
    const file = (name: string, byte: number) => ({ name, bytes: Uint8Array.of(byte) });
    expect(mergeFiles([file('a', 1), file('b', 1)], [file('b', 2), file('c', 2)])).toEqual([file('a', 1), file('b', 2), file('c', 2)]);
  });
});

describe('the address of a data set', () => {
  it('is the one of its settings, where it is one', () => {
    expect(addressOf({ id: 'mnist', url: 'https://example.org/mnist/' })).toBe('https://example.org/mnist/');
    expect(addressOf({ id: 'mnist', url: 'somewhere' })).toBeUndefined();
    expect(addressOf({ id: 'glyphs' })).toBeUndefined();
  });
});
