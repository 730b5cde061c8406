import { Part, useKept } from '../embed/part';
import { DataSection } from './data-section';
import { FilesNeeded } from './files-needed';
import { ModelSection } from './model-section';
import { SlotSection } from './slot-section';
import { TrainingSection } from './training-section';
import { TricksSection } from './tricks-section';

/** What is trained: every setting of the experiment, each control made from its field. */
export function ExperimentColumn() {
  const dataKept = useKept('data');
  return (
    <>
      <Part id="data">
        <DataSection />
      </Part>
      {/* A page may keep which data are used, but their files can only come from the visitor. */}
      {dataKept && <FilesNeeded />}
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
