import { Part } from '../embed/part';
import { DataSection } from './data-section';
import { ModelSection } from './model-section';
import { SlotSection } from './slot-section';
import { TrainingSection } from './training-section';
import { TricksSection } from './tricks-section';

/** What is trained: every setting of the experiment, each control made from its field. */
export function ExperimentColumn() {
  return (
    <>
      <Part id="data">
        <DataSection />
      </Part>
      <Part id="model">
        <ModelSection />
      </Part>
      <Part id="tricks">
        <TricksSection />
      </Part>
      <Part id="run">
        <TrainingSection />
      </Part>
      <Part id="schedule">
        <SlotSection slot="schedule" title="Schedule" />
      </Part>
      <Part id="optimizer">
        <SlotSection slot="optimizer" title="Optimizer" />
      </Part>
    </>
  );
}
