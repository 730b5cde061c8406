import { useStore } from 'zustand';
import { beginCurve, learningCurves, showCurve, type CurveAxis } from '../../store/learning-curve';
import { usePlaygroundState } from '../playground-context';
import { CurveForm } from './curves/curve-form';
import { CurveView } from './curves/curve-view';
import type { PanelProps } from './panel-props';
import { Empty, Panel } from '../shared/panel';
import { Segments } from '../shared/segments';

interface Props extends PanelProps {
  /** Human-level error as a fraction, where it is known. */
  readonly human: number | undefined;
}

const AXES = [
  { value: 'size', label: 'By size' },
  { value: 'width', label: 'By width' },
];

/** Error against training-set size and against model width: the picture that teaching bias and variance starts from. */
export function LearningCurves({ experiment, status, human }: Props) {
  const files = usePlaygroundState((state) => state.files[experiment.data.id]);
  const backend = usePlaygroundState(({ request }) => request);
  const { curves, shown } = useStore(learningCurves);
  const curve = shown && curves[shown];
  return (
    <Panel
      title="Learning curves"
      help={
        <>
          One click trains the experiment of this run at several training-set sizes, or widths, and draws the error. A wide gap between train and dev is variance; a high training error is bias. Human level, once it is set above, and a known bound are drawn in.
          {status === 'training' && ' It uses a second worker, so pause the main run if you want it sooner.'}
        </>
      }
      controls={curves.size && curves.width && <Segments label="Which curve" data={AXES} value={shown ?? 'size'} onChange={(value) => showCurve(value as CurveAxis)} />}
    >
      <CurveForm experiment={experiment} onBegin={(plan) => void beginCurve({ experiment, plan, backend, ...(files ? { files } : {}) })} />
      {curve ? (
        <CurveView curve={curve} human={human} outdated={JSON.stringify(curve.experiment) !== JSON.stringify(experiment)} />
      ) : (
        <Empty title="Nothing measured yet">Press a button above. Points appear one by one, and you can cancel at any time.</Empty>
      )}
    </Panel>
  );
}
