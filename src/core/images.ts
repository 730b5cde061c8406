/** What tricks that change pictures have in common. */
import type { DataDescription } from './dataset';

/** `applies` of a trick that changes pixels. */
export const needsImages = ({ data }: { readonly data: DataDescription }): true | string =>
  data.encoding === 'pixels' || 'these data are points in space and have no pixels';

const isGrey = ({ encoding, shape }: DataDescription): boolean => encoding === 'pixels' && shape.at(-1) === 1;

/** `caveat` of a trick that chooses among operations one of which needs colour. */
export const colourOperationIdle = ({ data }: { readonly data: DataDescription }): string | undefined =>
  isGrey(data) ? 'these pictures are grey, so wherever its operation Color is drawn, nothing changes.' : undefined;

/** `caveat` of a trick that changes all of brightness, contrast, saturation and hue. */
export const saturationIdle = ({ data }: { readonly data: DataDescription }): string | undefined =>
  isGrey(data) ? 'these pictures are grey, so brightness and contrast change, but saturation and hue cannot.' : undefined;

/** The matrix of `ops.warp` that leaves every pixel where it is. */
export const NO_WARP = [1, 0, 0, 0, 1, 0] as const;
