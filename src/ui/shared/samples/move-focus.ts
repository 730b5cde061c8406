/** Where a key leads in a grid, from one cell to another; undefined for keys that lead nowhere. */
export function moveFocus(key: string, from: number, columns: number, count: number): number | undefined {
  const target = { ArrowRight: from + 1, ArrowLeft: from - 1, ArrowDown: from + columns, ArrowUp: from - columns, Home: 0, End: count - 1 }[key];
  return target === undefined || target < 0 || target >= count ? undefined : target;
}
