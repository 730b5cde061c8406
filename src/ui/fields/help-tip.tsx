import { Tooltip, UnstyledButton } from '@mantine/core';
import classes from './fields.module.css';

interface Props {
  /** What the help is about. */
  readonly about: string;
  readonly children: string;
}

/** A small question mark whose sentence appears on hover, focus or touch. */
export function HelpTip({ about, children }: Props) {
  return (
    <Tooltip label={children} multiline w={270} withArrow events={{ hover: true, focus: true, touch: true }} openDelay={80} position="right">
      <UnstyledButton className={classes.help} aria-label={`About ${about}: ${children}`}>
        ?
      </UnstyledButton>
    </Tooltip>
  );
}
