import { useMergedRef } from '@mantine/hooks';
import type { BoundaryView, SampleView } from '../../engine/protocol';
import type { PanelProps } from './panel-props';
import { PlanePicture } from './plane/plane-picture';
import { dataFacts } from '../shared/data-facts';
import { Empty, Panel } from '../shared/panel';
import { argMax } from '../shared/pixels';
import { useAnswer } from '../shared/use-answer';

const RESOLUTION = 72;
const TRAIN_DOTS = 400;
const DEV_DOTS = 120;
/** Between two pictures while the network learns, in ms. */
const LIVE = 700;

interface Seen {
  readonly field: BoundaryView;
  readonly train: readonly SampleView[];
  readonly dev: readonly SampleView[];
}

/** How the network divides the plane among the classes, live. */
export function DecisionBoundary({ trainer, experiment, revision, status }: PanelProps) {
  const facts = dataFacts(experiment.data);
  const plane = facts.encoding === 'points' && facts.shape[0] === 2;
  const subject = JSON.stringify(experiment.data);
  const { answer: dots, ref: dotsRef } = useAnswer<Omit<Seen, 'field'>>(trainer, {
    ask: async () => ({ train: await trainer.samples('train', TRAIN_DOTS), dev: await trainer.samples('dev', DEV_DOTS) }),
    subject,
    occasion: `${revision} ${status}`,
    enabled: plane,
  });
  const { answer: field, ref: fieldRef } = useAnswer<BoundaryView>(trainer, {
    ask: () => trainer.boundary(RESOLUTION),
    subject,
    occasion: `${revision} ${status}`,
    every: status === 'training' ? LIVE : undefined,
    enabled: plane,
  });
  const ref = useMergedRef(dotsRef, fieldRef);

  return (
    <Panel
      ref={ref}
      title="Decision boundary"
      help="The colour says which class the network sees at each place, the paler the less sure. Watch the boundary bend around the samples as it learns."
    >
      {!plane ? (
        <Empty title="Only for points in the plane">Choose the data set “points” to see how a network divides the plane.</Empty>
      ) : !field || !dots ? (
        <Empty title="No network yet">The picture appears with the first step of a run.</Empty>
      ) : (
        <PlanePicture label={describe(dots.dev)} classes={facts.classes} field={field} train={dots.train} dev={dots.dev} />
      )}
    </Panel>
  );
}

function describe(dev: readonly SampleView[]): string {
  const right = dev.filter(({ probabilities, label }) => probabilities && argMax(probabilities) === label).length;
  return `Decision boundary: the network puts ${right} of ${dev.length} dev samples into the right class`;
}
