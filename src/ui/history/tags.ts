const LONGEST_TAG = 30;
const MOST_TAGS = 12;

/** Tags as they are typed, with commas between them: trimmed, none twice, none empty. */
export function readTags(text: string): string[] {
  const tags = text.split(',').map((tag) => tag.trim().slice(0, LONGEST_TAG)).filter((tag) => tag !== '');
  return [...new Set(tags)].slice(0, MOST_TAGS);
}
