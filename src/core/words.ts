/** Numbers and lists in English sentences. */

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
