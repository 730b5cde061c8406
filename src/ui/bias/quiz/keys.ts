/** Which key answers with which class. */

/** Keys for classes without a name of one letter, in the order of the keyboard. */
const IN_ORDER = '1234567890';

/** One key for each class, or undefined where there are not enough: the class's own name where it is a single letter or digit, else 1, 2, 3 … 9, 0. */
export function classKeys(names: readonly string[]): (string | undefined)[] {
  const single = names.every((name) => /^[\p{L}\p{N}]$/u.test(name));
  return names.map((name, i) => (single ? name : IN_ORDER[i]));
}

/** The class that a key stands for; capital and small letters are one where only one of them is a class. */
export function classOfKey(key: string, keys: readonly (string | undefined)[]): number | undefined {
  const exact = keys.indexOf(key);
  if (exact >= 0) return exact;
  const either = keys.findIndex((one) => one !== undefined && one.toLowerCase() === key.toLowerCase());
  return either >= 0 ? either : undefined;
}
