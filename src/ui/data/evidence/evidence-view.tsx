import type { Evidence } from '../../../diagnose/data/finding';
import { Counts } from './counts';
import { CoordinateNumbers, PixelNumbers } from './numbers';
import { Groups, Pairs, Portraits, Suspects } from './pictures';
import { Shares } from './shares';

interface Props {
  readonly evidence: Evidence;
  /** Of a sample. */
  readonly shape: readonly number[];
  readonly names: readonly string[];
}

/** What one has to see to believe a verdict. */
export function EvidenceView({ evidence, shape, names }: Props) {
  const name = (label: number): string => names[label] ?? String(label);
  switch (evidence.kind) {
    case 'counts':
      return <Counts splits={evidence.splits} names={names} />;
    case 'pairs':
      return <Pairs {...evidence} shape={shape} name={name} />;
    case 'groups':
      return <Groups {...evidence} />;
    case 'pixels':
      return <PixelNumbers splits={evidence.splits} />;
    case 'coordinates':
      return <CoordinateNumbers splits={evidence.splits} />;
    case 'portraits':
      return <Portraits rows={evidence.rows} shape={shape} />;
    case 'shares':
      return <Shares shares={evidence.shares} chance={evidence.chance} />;
    case 'suspects':
      return <Suspects {...evidence} shape={shape} name={name} />;
  }
}
