import { Radio, Switch } from '@mantine/core';
import type { TrickDeclaration } from '../../core/trick';
import { usePlayground } from '../playground-context';
import { canSwitchOn, switchOn, type Standing } from './standing';

interface Props {
  readonly trick: TrickDeclaration;
  readonly standing: Standing;
  /** Tells apart the radio buttons of two lists of one slot. */
  readonly place: string;
  readonly label?: string;
}

/** On and off; where exactly one of several has to be on, a choice among them. */
export function TrickSwitch({ trick, standing, place, label }: Props) {
  const playground = usePlayground();
  const common = {
    size: 'sm',
    'aria-label': trick.title,
    checked: standing.on,
    disabled: !standing.on && !canSwitchOn(standing),
    ...(label === undefined ? {} : { label }),
  } as const;
  if (standing.required) {
    const radio = <Radio {...common} name={`${place} ${trick.exclusive!}`} onChange={() => switchOn(playground, trick)} />;
    // Without words beside it, a finger needs more than the dot to hit.
    return label === undefined ? <label>{radio}</label> : radio;
  }
  return <Switch {...common} onChange={(event) => (event.currentTarget.checked ? switchOn(playground, trick) : playground.toggleTrick(trick.id, false))} />;
}
