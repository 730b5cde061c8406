import { useIntersection } from '@mantine/hooks';
import { lazy, Suspense, useState, type ComponentType, type LazyExoticComponent } from 'react';
import { describeData } from '../../core/experiment';
import type { PanelProps } from '../panels';
import { useCurrentRun, usePlayground, usePlaygroundState } from '../playground-context';
import { Boundary } from './boundary';
import classes from './panel-column.module.css';

type Panel = LazyExoticComponent<ComponentType<PanelProps>>;

const panel = (name: 'DrawDigit' | 'DataSamples' | 'Filters' | 'Mistakes' | 'DecisionBoundary'): Panel =>
  lazy(async () => ({ default: (await import('../panels'))[name] }));

const PANELS = {
  draw: panel('DrawDigit'),
  samples: panel('DataSamples'),
  filters: panel('Filters'),
  mistakes: panel('Mistakes'),
  boundary: panel('DecisionBoundary'),
};

export type LookId = keyof typeof PANELS;

const FOR_IMAGES = [PANELS.draw, PANELS.mistakes, PANELS.filters, PANELS.samples];
const FOR_POINTS = [PANELS.boundary, PANELS.mistakes, PANELS.samples];

/** Looks inside the network that trains: one panel under the other. @param only these, where they suit the data; all where it is not given */
export function PanelColumn({ only }: { readonly only?: readonly LookId[] }) {
  const { catalogue } = usePlayground();
  const run = useCurrentRun();
  if (!run) return <p className={classes.empty}>As soon as there is a network, this is the place to look inside it: draw a digit, see its mistakes, watch its filters form.</p>;
  const { encoding } = describeData(catalogue, run.experiment.data);
  const chosen = only?.map((id) => PANELS[id]);
  const panels = (encoding === 'points' ? FOR_POINTS : FOR_IMAGES).filter((panel) => chosen?.includes(panel) ?? true);
  // One for all of them, since they come in one piece.
  return (
    <Boundary key={encoding}>
      {panels.map((Content, i) => (
        <Slot key={i} content={Content} />
      ))}
    </Boundary>
  );
}

/** A panel asks the engine for something at each evaluation, so it is drawn, and kept up to date, only while it is in sight. */
function Slot({ content: Content }: { readonly content: Panel }) {
  const { trainer } = usePlayground();
  const run = useCurrentRun();
  const revision = usePlaygroundState((state) => state.revision);
  const { ref, entry } = useIntersection({ rootMargin: '80px' });
  const visible = entry?.isIntersecting ?? false;
  const [shown, setShown] = useState<number>();
  if (visible && shown !== revision) setShown(revision);
  return (
    <div ref={ref} className={classes.slot}>
      {run && shown !== undefined && (
        <Suspense fallback={null}>
          <Content trainer={trainer} experiment={run.experiment} revision={shown} status={run.status} />
        </Suspense>
      )}
    </div>
  );
}
