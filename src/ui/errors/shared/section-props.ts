import type { Facts } from './facts';

/** What every section of this view is given. */
export interface SectionProps {
  readonly facts: Facts;
  /** What the samples are of: other data have other samples. */
  readonly data: string;
  /** Of the classes. */
  readonly names: readonly string[];
  /** [H, W, C] or [features]. */
  readonly shape: readonly number[];
  /** Changes whenever the network may answer otherwise. */
  readonly occasion: string;
}
