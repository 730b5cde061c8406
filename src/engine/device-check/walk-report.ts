/** Two walks through one network side by side: where they part, forwards and backwards. */
import type { NetworkPlan } from '../../core/network';
import { difference } from './compare';
import type { Copied, LayerRow, Walk, WalkedNetwork, WalkReport } from '../protocol/device-check';

/** A hundred times what float32 leaves in deep networks. */
const OUTPUT_TOLERANCE = 1e-3;
const GRADIENT_TOLERANCE = 1e-2;
/** Of the values of a gradient, so many may be off: where an input of a ReLU is almost zero, its sign hangs on the last bit, and with it a gradient. */
const FLIPPED = 0.01;

export function walkReport(network: NetworkPlan, { step, labels, walk: here }: WalkedNetwork, there: Walk): WalkReport {
  const layers = network.nodes
    .filter(({ name }) => name in there.outputs || name in there.trainingOutputs)
    .map(({ name, kind }): LayerRow => ({ name, kind, ...compared(network, here, there, name) }));
  const wrongForward = layers.find((row) => exceeds(row.output, OUTPUT_TOLERANCE) || exceeds(row.trainingOutput, OUTPUT_TOLERANCE))?.name;
  const wrongBackward = lastRight(network, layers);
  return {
    step,
    samples: labels.length,
    outputTolerance: OUTPUT_TOLERANCE,
    gradientTolerance: GRADIENT_TOLERANCE,
    layers,
    ...(wrongForward === undefined ? {} : { wrongForward }),
    ...(wrongBackward === undefined ? {} : { wrongBackward }),
  };
}

/** Whether an error is too large; one that is not a number is. */
const exceeds = (error: number | undefined, tolerance: number): boolean => error !== undefined && !(error <= tolerance);

function compared({ parameters }: NetworkPlan, here: Walk, there: Walk, name: string): Omit<LayerRow, 'name' | 'kind'> {
  const own = parameters.filter(({ node, path }) => node === name && path in there.parameterGradients).map(({ path }) => path);
  // All of them together: that of a bias before a batch norm is nothing but rounding.
  const joined = ({ parameterGradients }: Walk) => own.flatMap((path) => Array.from(parameterGradients[path]?.values ?? []));
  const errors = {
    output: outputError(here.outputs[name], there.outputs[name]),
    trainingOutput: outputError(here.trainingOutputs[name], there.trainingOutputs[name]),
    outputGradient: there.outputGradients[name] && gradientError(here.outputGradients[name]?.values ?? [], there.outputGradients[name].values),
    parameterGradient: own.length > 0 ? gradientError(joined(here), joined(there)) : undefined,
  };
  return Object.fromEntries(Object.entries(errors).filter(([, error]) => error !== undefined));
}

function outputError(here: Copied | undefined, there: Copied | undefined): number | undefined {
  return there && difference(here?.values ?? [], there.values).maxRelative;
}

/** The largest error in root mean squares, without the few values that may have been flipped. */
function gradientError(here: ArrayLike<number>, there: ArrayLike<number>): number {
  if (here.length !== there.length) return Infinity;
  const errors = Float64Array.from(there, (value, i) => {
    const error = Object.is(value, here[i]) ? 0 : Math.abs(value - here[i]!);
    return Number.isNaN(error) ? Infinity : error;
  }).sort();
  const largest = errors.at(-1 - Math.floor(FLIPPED * errors.length)) ?? 0;
  const rms = Math.sqrt(Array.from(there).reduce((sum, value) => sum + value * value, 0) / there.length);
  return largest === 0 ? 0 : largest / (rms || 1);
}

/**
 * From the output back: the layer that gets the right gradient and passes on a wrong one, to its parameters or to the layers that it reads. Where one of
 * those is read by several, the last of them in order is named.
 */
function lastRight({ blueprint }: NetworkPlan, layers: readonly LayerRow[]): string | undefined {
  const rows = new Map(layers.map((row) => [row.name, row]));
  const wrong = (name: string): boolean => exceeds(rows.get(name)?.outputGradient, GRADIENT_TOLERANCE);
  const culprit = [...blueprint.nodes]
    .reverse()
    .find(({ name, inputs }) => rows.has(name) && !wrong(name) && (exceeds(rows.get(name)!.parameterGradient, GRADIENT_TOLERANCE) || inputs.some(wrong)));
  if (culprit) return culprit.name;
  // The very first gradient, that of the loss, is wrong already.
  return wrong(blueprint.heads['main']) ? 'loss' : undefined;
}
