/** What a model is: fields and a function from them to a blueprint. */
import type { Blueprint, Shape } from './blueprint';
import type { Fields, Values } from './fields';

export interface ModelDeclaration<F extends Fields = Fields> {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly fields: F;
  /** Whether it can read samples of this shape; if not, the sentence that says why. */
  accepts(shape: Shape): true | string;
  build(values: Values<F>, input: { readonly shape: Shape; readonly classes: number }): Blueprint;
}

export function declareModel<F extends Fields>(declaration: ModelDeclaration<F>): ModelDeclaration<F> {
  return declaration;
}
