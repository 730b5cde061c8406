/** The parts of the share dialog, from top to bottom. */
import type { ComponentType } from 'react';
import { writeLink } from '../../core/permalink';
import { usePlayground, usePlaygroundState } from '../playground-context';
import { addressOf } from './address-of';
import { CopyField } from './copy-field';
import { ResultsSection } from './results-section';

export interface ShareSection {
  readonly id: string;
  readonly title: string;
  /** One or two sentences: what it is for, and what it gives away. */
  readonly help: string;
  readonly Content: ComponentType;
}

export const SECTIONS: readonly ShareSection[] = [
  {
    id: 'settings',
    title: 'Link to these settings',
    help: 'Opens the experiment on the left, which then trains in the browser of whoever opens it. Short, and it can be read.',
    Content: SettingsSection,
  },
  {
    id: 'results',
    title: 'Share with results',
    help: 'The link carries what was measured here as well: it is shown at once, without training, and can be reproduced. Nothing is uploaded, since the link itself holds it all; whoever has it can read it.',
    Content: ResultsSection,
  },
];

function SettingsSection() {
  const { catalogue } = usePlayground();
  const experiment = usePlaygroundState((state) => state.experiment);
  return <CopyField first label="Link to these settings" link={addressOf(writeLink(catalogue, experiment))} />;
}
