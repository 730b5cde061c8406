import { DataSection } from './data-section';
import { ModelSection } from './model-section';
import { SlotSection } from './slot-section';
import { TrainingSection } from './training-section';
import { TricksSection } from './tricks-section';

/** What is trained: every setting of the experiment, each control made from its field. */
export function ExperimentColumn() {
  return (
    <>
      <DataSection />
      <ModelSection />
      <TricksSection />
      <TrainingSection />
      <SlotSection slot="schedule" title="Schedule" />
      <SlotSection slot="optimizer" title="Optimizer" />
    </>
  );
}
