/** The network of a run as files for other programs. */
import type { Catalogue } from '../../core/catalogue';
import type { ExportedModel } from '../../core/exported-model';
import { writeLink } from '../../core/permalink';
import { archive, type Pause } from '../files/archive';
import { utf8 } from '../files/bytes';
import { kerasFiles, type KerasFiles } from './keras';
import { safetensors } from './safetensors';
import { torchTensors } from './torch';

/** Names are our paths, such as `conv1/kernel`; kernels are [height, width, in, out] or [in, out]. */
export function weightsFile(catalogue: Catalogue, model: ExportedModel): Uint8Array<ArrayBuffer> {
  const layout = 'kernels of convolutions [height, width, in, out], of dense layers [in, out]; pictures are flattened as [height, width, channels]';
  return safetensors({ ...model.parameters, ...model.states }, { ...metadataOf(catalogue, model), layout });
}

/** For `load_state_dict` of the exported script. @throws Error where `torchObstacle` has a sentence */
export function torchFile(catalogue: Catalogue, model: ExportedModel): Uint8Array<ArrayBuffer> {
  const layout = 'as in PyTorch: kernels of convolutions [out, in, height, width], of dense layers [out, in]; pictures are flattened as [channels, height, width]';
  return safetensors(torchTensors(catalogue, model), { ...metadataOf(catalogue, model), layout, format: 'pt' });
}

/** @throws KerasError where Keras has no layers for the network */
export function kerasModel(catalogue: Catalogue, model: ExportedModel): KerasFiles {
  return kerasFiles(model, { ...metadataOf(catalogue, model), output: 'logits; their softmax is the probabilities' });
}

/** `model.json` and `weights.bin` in one archive. @throws KerasError */
export function kerasArchive(catalogue: Catalogue, model: ExportedModel, pause: Pause): Promise<Uint8Array<ArrayBuffer>[]> {
  const files = kerasModel(catalogue, model);
  return archive(
    [
      { name: 'model.json', bytes: utf8(files['model.json']) },
      { name: 'weights.bin', bytes: files['weights.bin'] },
    ],
    pause,
  );
}

function metadataOf(catalogue: Catalogue, { experiment, step, steps, encoding, mean, deviation, classes, caveats, shapes }: ExportedModel): Record<string, string> {
  const input = encoding === 'pixels' ? 'pixels in 0 to 1' : 'coordinates';
  return {
    made_by: 'Grimoire',
    link: writeLink(catalogue, experiment),
    step: `${step} of ${steps}`,
    input: `${input}, [${['batch', ...shapes['input']!].join(', ')}]`,
    normalisation: JSON.stringify({ mean, deviation }),
    classes: JSON.stringify(classes),
    ...(caveats.length > 0 ? { caveats: caveats.join(' ') } : {}),
  };
}
