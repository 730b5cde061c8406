import '@mantine/core/styles/FloatingIndicator.layer.css';
import '@mantine/core/styles/SegmentedControl.layer.css';
import { SegmentedControl, type SegmentedControlProps } from '@mantine/core';
import classes from './segments.module.css';

type Props = Pick<SegmentedControlProps, 'data' | 'value' | 'onChange' | 'disabled'> & {
  /** For assistive technology. */
  readonly label: string;
};

/** A choice among two or three, large enough for fingers where there are fingers. */
export function Segments({ label, ...rest }: Props) {
  return <SegmentedControl size="xs" aria-label={label} classNames={{ root: classes.root!, label: classes.label! }} {...rest} />;
}
