import { useMemo } from 'react';
import { NetworkChange } from '../network/network-change';
import { usePlayground, usePlaygroundState } from '../playground-context';
import { networkChange } from './plans';
import type { SlotProps } from './slots';
import classes from './card.module.css';

/** The network with this trick, what it adds or changes marked. */
export default function TrickNetwork({ trick }: SlotProps) {
  const { catalogue } = usePlayground();
  const experiment = usePlaygroundState((state) => state.experiment);
  const change = useMemo(() => networkChange(catalogue, experiment, trick.id), [catalogue, experiment, trick.id]);
  if (!change) return <p className={classes.quiet}>The network with it is drawn here as soon as the trick can act.</p>;
  return (
    <section className={classes.part} aria-label="The network with this trick">
      <h3>{trick.id in experiment.tricks ? 'What it did to the network' : 'What it would do to the network'}</h3>
      <NetworkChange {...change} />
    </section>
  );
}
