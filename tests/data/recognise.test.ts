import { describe, expect, it } from 'vitest';
import { DataError } from '../../src/core/dataset';
import { recognise } from '../../src/data/recognise';
import { bytesOf, cifarBatch, smallMnist, zipped } from './readers/fixtures';

const mnistFiles = smallMnist(3, 2);
const cifarFiles = [cifarBatch('cifar-10-batches-bin/data_batch_2.bin', 1), cifarBatch('cifar-10-batches-bin/test_batch.bin', 1)];
const text = (name: string, content: string): { name: string; bytes: Uint8Array } => ({ name, bytes: new TextEncoder().encode(content) });
const png = { name: 'cat.png', bytes: bytesOf(0x89, 80, 78, 71) };

describe('recognise', () => {
  it('knows MNIST by its content, whatever the names', () => {
    expect(recognise(mnistFiles)).toEqual({ dataset: 'mnist', files: mnistFiles });
    const renamed = mnistFiles.map((file, i) => ({ ...zipped(file), name: `file ${i}` }));
    expect(recognise(renamed)).toEqual({ dataset: 'mnist', files: renamed });
  });

  it('knows a damaged MNIST file by its name, so that the reader can say what is wrong', () => {
    expect(recognise([{ name: 'train-images.idx3-ubyte', bytes: bytesOf() }]).dataset).toBe('mnist');
  });

  it('knows CIFAR-10 by its names and leaves out what lies beside it', () => {
    const names = text('cifar-10-batches-bin/batches.meta.txt', 'airplane');
    const dropped = [...cifarFiles, names, text('cifar-10-batches-bin/readme.html', '<html>'), text('.DS_Store', 'x')];
    expect(recognise(dropped)).toEqual({ dataset: 'cifar10', files: [...cifarFiles, names] });
  });

  it.each([
    ['nothing', [], 'but no data were given.'],
    ['a web page and an image', [text('data.gz', '<!doctype html>'), png], 'but there is data.gz (a web page), cat.png (a PNG image).'],
    ['an archive', [zipped(text('cifar-10-binary.tar', `${'x'.repeat(257)}ustar`))], 'cifar-10-binary.tar.gz (a tar archive, to be unpacked first).'],
    ['unknown bytes', [{ name: 'a', bytes: bytesOf(5, 6) }, { name: 'b', bytes: bytesOf() }], 'a (of an unknown kind), b (an empty file).'],
    ['many', Array.from({ length: 9 }, (_, i) => ({ name: `${i}`, bytes: bytesOf() })), '3 (an empty file) and 5 more.'],
    ['data with something else', [...mnistFiles, { name: 'a', bytes: bytesOf(5) }], 'but there is a (of an unknown kind).'],
    ['two data sets', [...mnistFiles, ...cifarFiles], 'files of one data set at a time'],
  ])('refuses %s', (_, files, sentence) => {
    expect(() => recognise(files)).toThrow(DataError);
    expect(() => recognise(files)).toThrow(sentence);
  });
});
