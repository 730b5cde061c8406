/** Numbers, lists, names and errors in English sentences. */

/** `12,345` */
export function grouped(n: number): string {
  return n.toLocaleString('en');
}

/** `1 sample`, `2,000 samples`. */
export function counted(n: number, noun: string, plural = `${noun}s`): string {
  return `${grouped(n)} ${n === 1 ? noun : plural}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** As it stands in mid-sentence: `Label smoothing` loses its capital, `SGD`, `CutMix` and `ImageNet` keep theirs. */
export function softened(text: string): string {
  return /^[A-Z][a-z]+(?![A-Za-z])/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** What an error says; of anything else that was thrown, its text. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
