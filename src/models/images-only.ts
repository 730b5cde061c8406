import type { Shape } from '../core/blueprint';

/** For models that slide filters: accepts [H, W, C] alone. */
export function imagesOnly(model: string): (shape: Shape) => true | string {
  return (shape) => shape.length === 3 || `${model} needs images, but this data set has points with ${shape[0]} numbers each; choose the MLP or logistic regression`;
}
