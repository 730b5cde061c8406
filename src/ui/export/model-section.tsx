import { useMemo, useState } from 'react';
import type { ExportedModel } from '../../core/exported-model';
import { fold } from '../../core/fold';
import { grouped } from '../../core/words';
import { fileStem } from '../../export/files/file-name';
import { kerasArchive, torchFile, weightsFile } from '../../export/model';
import { kerasObstacle } from '../../export/model/keras';
import { torchObstacle } from '../../export/model/torch';
import { MODEL_SNIPPETS } from '../../export/snippets';
import { useCurrentRun, usePlayground } from '../playground-context';
import classes from './export.module.css';
import { FileRow } from './file-row';
import { saveFile } from '../shared/save-file';
import { takingTurns } from './turns';

const BINARY = 'application/octet-stream';
const NO_NETWORK = 'There is no network yet: press Train first.';

/** The network of the current run, as files. */
export function ModelSection() {
  const playground = usePlayground();
  const { catalogue } = playground;
  const run = useCurrentRun();
  const [caveats, setCaveats] = useState<readonly string[]>([]);
  const trained = run?.experiment;
  const recipe = useMemo(() => trained && fold(catalogue, trained), [catalogue, trained]);
  const missing = !recipe || run?.status === 'starting' ? NO_NETWORK : undefined;
  const [torch, keras] = useMemo(
    () => [recipe && torchObstacle(catalogue, recipe), recipe && kerasObstacle(recipe.network.blueprint, recipe.experiment.plants !== undefined)],
    [catalogue, recipe],
  );
  const stem = fileStem(catalogue, trained ? [trained] : []);
  const shape = recipe?.network.blueprint.input ?? [];
  const saving = (name: string, type: string, write: (model: ExportedModel) => Uint8Array<ArrayBuffer>[] | Promise<Uint8Array<ArrayBuffer>[]>) => async (): Promise<void> => {
    const model = await playground.trainer.exportModel();
    saveFile(name, type, await write(model));
    setCaveats(model.caveats);
  };
  const names = { weights: `${stem}.safetensors`, torch: `${stem}-pytorch.safetensors`, keras: `${stem}-keras.zip` };
  return (
    <section className={classes.section} aria-labelledby="export-network">
      <h2 id="export-network">The trained network</h2>
      <p className={classes.help}>
        {run ? `The network of run ${run.id}, as an evaluation would use it now: ${grouped(run.step)} of ${grouped(run.steps)} steps are taken. ` : ''}
        Weights that tricks average or quantise are saved as such, with the running statistics of batch norm. The link of the experiment is in every file.
      </p>
      <ul className={classes.rows}>
        <FileRow
          title="Weights"
          help="All parameters and running statistics as safetensors, under the names and in the layout that Grimoire uses: kernels are [height, width, in, out] or [in, out]."
          obstacle={missing}
          snippet={MODEL_SNIPPETS.weights(names.weights)}
          onSave={saving(names.weights, BINARY, (model) => [weightsFile(catalogue, model)])}
        />
        <FileRow
          title="Weights for the PyTorch script"
          help="The same numbers under the names and in the layout of the script below, which then gives the same answers without being trained."
          obstacle={missing ?? torch}
          snippet={MODEL_SNIPPETS.torch(names.torch)}
          onSave={saving(names.torch, BINARY, (model) => [torchFile(catalogue, model)])}
        />
        <FileRow
          title="Keras model for TensorFlow.js"
          help="Layers and weights in one archive. The model takes pixels from 0 to 1 (or coordinates), normalises them itself and gives logits. It is for asking, not for training on."
          obstacle={missing ?? keras}
          snippet={MODEL_SNIPPETS.keras(shape[0] ?? 1, shape[2])}
          onSave={saving(names.keras, 'application/zip', (model) => kerasArchive(catalogue, model, takingTurns()))}
        />
      </ul>
      <div role="status">
        {caveats.length > 0 && (
          <ul className={classes.caveats}>
            {caveats.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
