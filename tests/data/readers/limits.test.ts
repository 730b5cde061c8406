import { describe, expect, it } from 'vitest';
import { baseName, looksLike, mismatch, shownName } from '../../../src/data/readers/limits';
import { bytesOf } from './fixtures';

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

describe('looksLike', () => {
  it('knows web pages, images and archives by their beginning', () => {
    expect(looksLike(text('\n <!DOCTYPE html><title>'))).toBe('a web page');
    expect(looksLike(text('\ufeff<html>'))).toBe('a web page');
    expect(looksLike(bytesOf(0x89, 0x50, 0x4e, 0x47))).toBe('a PNG image');
    expect(looksLike(text(`${'x'.repeat(257)}ustar`))).toContain('tar');
  });

  it('takes neither data nor an empty file for them', () => {
    expect(looksLike(bytesOf(0, 0, 8, 3))).toBeUndefined();
    expect(looksLike(bytesOf(9, 60, 60, 60))).toBeUndefined();
    expect(looksLike(bytesOf())).toBeUndefined();
  });
});

describe('sentences', () => {
  it('name the file without its folders and without end', () => {
    expect(baseName('a/b\\c.bin')).toBe('c.bin');
    expect(shownName({ name: 'x'.repeat(500), bytes: bytesOf() })).toHaveLength(60);
    expect(shownName({ name: 'folder/', bytes: bytesOf() })).toBe('A file without a name');
  });

  it('say which file, what was expected and what was found', () => {
    expect(mismatch({ name: 'a/b.bin', bytes: bytesOf() }, 'hold data', 'it is empty').message).toBe('b.bin should hold data, but it is empty.');
  });
});
