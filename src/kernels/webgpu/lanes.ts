/** Four neighbouring elements to a thread wherever their number allows it: on processors and graphics cards alike, one wide access beats four. */
import type { Binding } from './dispatch';

export interface Lanes {
  /** Elements at once. */
  readonly width: 1 | 4;
  readonly type: 'f32' | 'vec4<f32>';
  /** WGSL: the types `lanes` (of numbers), `bits` (their patterns) and `mask` (a boolean for each), and the function `isNaN`. */
  readonly prelude: string;
}

/** @param length of the innermost axis */
export function lanesFor(length: number): Lanes {
  const width = length % 4 === 0 ? 4 : 1;
  const [lanes, bits, mask] = width === 4 ? ['vec4<f32>', 'vec4<u32>', 'vec4<bool>'] : ['f32', 'u32', 'bool'];
  return {
    width,
    type: lanes as Lanes['type'],
    // By its bits, because compilers may take it that x != x never holds.
    prelude: `
alias lanes = ${lanes};
alias bits = ${bits};
alias mask = ${mask};
fn isNaN(x : lanes) -> mask { return (bitcast<bits>(x) & bits(0x7fffffffu)) > bits(0x7f800000u); }`,
  };
}

/** Bindings of arrays of lanes. */
export function arrays({ type }: Lanes, ...names: readonly string[]): Binding[] {
  return names.map((name) => ({ name, type }));
}
