/** `npm run device-check`: every kernel on one backend against plain computations, and a network layer by layer, here and on the plain processor. */
import { catalogue } from '../catalogue';
import { DataError } from '../core/dataset';
import { RecipeError } from '../core/fold';
import { LocalReference } from '../engine/device-check/reference';
import type { LayerRow } from '../engine/protocol/device-check';
import { LocalTrainer } from '../engine/trainer';
import { readArguments, UsageError } from './arguments';
import { nodePlatform } from './node-platform';

const USAGE = `Usage: npm run device-check -- [link] [--backend auto|wasm|cpu|webgpu] [--safe-mode] [--json]

  link       an experiment as the page writes it: its network is walked through, untrained
  --backend  where to compute (default wasm)
  --json     one JSON object on standard output
`;

/** @returns the exit code: 0 all is right, 1 something is wrong, 2 the input was bad */
export async function main(argv: readonly string[]): Promise<number> {
  if (argv.includes('--help')) {
    process.stdout.write(USAGE);
    return 0;
  }
  try {
    return await check(argv);
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof DataError || error instanceof RecipeError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

async function check(argv: readonly string[]): Promise<number> {
  const { experiment, backend, safeMode, json } = readArguments(catalogue, argv);
  const trainer = new LocalTrainer(nodePlatform, catalogue);
  const device = await trainer.prepare({ backend, safeMode }).catch((error: Error) => {
    throw new UsageError(error.message);
  });
  const { rows, tfjs } = await trainer.checkKernels(({ done, of }) => void (process.stderr.isTTY && process.stderr.write(`\r${done} of ${of}${done === of ? '\n' : ''}`)));
  await trainer.start(experiment, () => undefined, { paused: true });
  const walked = await trainer.walk();
  await trainer.dispose();
  const walk = await new LocalReference(nodePlatform, catalogue).compare(walked);
  const wrong = rows.filter(({ ok }) => !ok);
  if (json) process.stdout.write(`${JSON.stringify({ device, tfjs, kernels: rows, walk })}\n`);
  else {
    const line = (columns: readonly (string | number)[]) => `${columns.join('  ')}\n`;
    for (const { title, shape, maxError, maxAbsolute, tolerance, problem } of wrong) process.stdout.write(line(['WRONG', title, shape, problem ?? `error ${maxError} (absolute ${maxAbsolute}), allowed ${tolerance}`]));
    for (const layer of walk.layers) process.stdout.write(line([layer.name.padEnd(28), ...errorsOf(layer)]));
    process.stdout.write(`${device.device}, TensorFlow.js ${tfjs}: ${rows.length - wrong.length} of ${rows.length} cases right; `);
    process.stdout.write(`first layer with a wrong output: ${walk.wrongForward ?? 'none'}; that passes on a wrong gradient: ${walk.wrongBackward ?? 'none'}\n`);
  }
  return wrong.length === 0 && walk.wrongForward === undefined && walk.wrongBackward === undefined ? 0 : 1;
}

/** Output and gradient. */
function errorsOf({ output = 0, trainingOutput = 0, outputGradient = 0, parameterGradient = 0 }: LayerRow): string[] {
  return [Math.max(output, trainingOutput), Math.max(outputGradient, parameterGradient)].map((error) => error.toExponential(1));
}
