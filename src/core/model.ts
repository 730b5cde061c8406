/** What a model is: fields and a function from them to a blueprint. */
import type { Blueprint, Shape } from './blueprint';
import type { AnyValues, Fields, NumberField, Values } from './fields';

export type Dimension = 'width' | 'depth';

export interface ModelDeclaration<F extends Fields = Fields> {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly fields: F;
  /** Which of its fields say how many channels or neurons a layer has, and how many layers there are. */
  readonly scales?: Readonly<Partial<Record<Dimension, keyof F & string>>>;
  /** Whether it can read samples of this shape; if not, the sentence that says why. */
  accepts(shape: Shape): true | string;
  build(values: Values<F>, input: { readonly shape: Shape; readonly classes: number }): Blueprint;
}

export function declareModel<F extends Fields>(declaration: ModelDeclaration<F>): ModelDeclaration<F> {
  return declaration;
}

/** The settings with the network made wider or deeper by a factor: rounded, within the field's bounds; as they were where there is no such field. */
export function rescale({ scales, fields }: ModelDeclaration, settings: AnyValues, dimension: Dimension, factor: number): AnyValues {
  const name = scales?.[dimension];
  if (name === undefined) return settings;
  const { min, max } = fields[name] as NumberField;
  return { ...settings, [name]: Math.min(max, Math.max(min, Math.round((settings[name] as number) * factor))) };
}
