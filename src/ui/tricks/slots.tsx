import { lazy, type ComponentType } from 'react';
import type { TrickDeclaration } from '../../core/trick';
import { effectsAtDefaults } from './groups';
import { changesNetwork, knobField, modifiesRate } from './plans';

export interface SlotProps {
  readonly trick: TrickDeclaration;
}

interface Slot {
  readonly id: string;
  readonly suits: (trick: TrickDeclaration) => boolean;
  readonly content: ComponentType<SlotProps>;
}

const ScheduleCurve = lazy(() => import('./schedule-curve'));
const KnobCurve = lazy(() => import('./knob-curve'));
const NetworkDrawing = lazy(() => import('./trick-network'));

const Gallery = lazy(() => import('../augmentation/augmentation-gallery'));

/** What a card shows of a trick besides its texts and fields, in this order; whatever is added here appears on all cards that it suits. */
const SLOTS: readonly Slot[] = [
  { id: 'rate', suits: (trick) => trick.exclusive === 'schedule' || modifiesRate(trick), content: ScheduleCurve },
  { id: 'knob', suits: (trick) => knobField(trick) !== undefined, content: KnobCurve },
  { id: 'gallery', suits: changesSamples, content: Gallery },
  { id: 'network', suits: changesNetwork, content: NetworkDrawing },
];

function changesSamples(trick: TrickDeclaration): boolean {
  const { augment, batch } = effectsAtDefaults(trick);
  return augment !== undefined || batch !== undefined;
}

export function slotsOf(trick: TrickDeclaration): readonly Slot[] {
  return SLOTS.filter(({ suits }) => suits(trick));
}
