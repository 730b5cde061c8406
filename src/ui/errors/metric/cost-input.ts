/** No mistake costs more than this many others. */
export const HIGHEST_COST = 10_000;

/** What was typed into a cell of the cost matrix as a cost; undefined where it is none. A comma may stand for the point. */
export function readCost(text: string): number | undefined {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() !== '' && Number.isFinite(value) && value >= 0 && value <= HIGHEST_COST ? value : undefined;
}

/** The matrix with one cost changed, or undefined where every mistake then costs 1 again. */
export function changeCost(cost: Float64Array, plain: Float64Array, cell: number, value: number): Float64Array | undefined {
  const next = cost.slice();
  next[cell] = value;
  return next.every((one, i) => one === plain[i]) ? undefined : next;
}
