/** What tricks that change pictures have in common. */
import type { DataDescription } from './dataset';

/** `applies` of a trick that changes pixels. */
export const needsImages = ({ data }: { readonly data: DataDescription }): true | string =>
  data.encoding === 'pixels' || 'these data are points in space and have no pixels';

/** The matrix of `ops.warp` that leaves every pixel where it is. */
export const NO_WARP = [1, 0, 0, 0, 1, 0] as const;
