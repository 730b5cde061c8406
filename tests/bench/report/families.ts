/** Kernels that differ in their shapes alone, taken together. */
import { longestFirst } from '../measure/kernel-times';
import type { KernelTime } from '../protocol';

/** The words with which a kernel's name begins, up to the first one that is not a word; the whole name where it begins otherwise. */
export function familyOf(name: string): string {
  return /^[A-Za-z]\w*(?: [A-Za-z]+(?= |$))*/.exec(name)?.[0] ?? name;
}

/** Longest first. */
export function byFamily(kernels: readonly KernelTime[]): KernelTime[] {
  const families = new Map<string, KernelTime>();
  for (const { name, calls, ms } of kernels) {
    const family = familyOf(name);
    const others = families.get(family);
    families.set(family, { name: family, calls: calls + (others?.calls ?? 0), ms: ms + (others?.ms ?? 0) });
  }
  return longestFirst([...families.values()]);
}
