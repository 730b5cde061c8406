/** The device that others are compared with: tfjs' stock kernels on the processor, in safe mode. */
import type { Catalogue } from '../../core/catalogue';
import type { Tensor, Tf } from '../../core/ops';
import { createOps, installKernels } from '../../kernels';
import { chooseBackend, type Platform } from '../backend';
import { sow } from '../plants/sow';
import type { Copied, Reference, WalkedNetwork, WalkReport } from '../protocol/device-check';
import { walkNetwork } from './walk';
import { walkReport } from './walk-report';

export class LocalReference implements Reference {
  constructor(
    private readonly platform: Platform,
    private readonly catalogue: Catalogue,
  ) {}

  /** Makes the cpu the current backend of this platform's tfjs. */
  async compare(walked: WalkedNetwork): Promise<WalkReport> {
    const { tf } = this.platform;
    await chooseBackend(this.platform, { backend: 'cpu', safeMode: true });
    installKernels(tf, { safeMode: true });
    const ops = createOps(tf, { safeMode: true });
    const { experiment, trainSize, step, numbers, labels } = walked;
    const recipe = sow(this.catalogue, experiment).fold(trainSize);
    const [weights, states] = [walked.weights.map((one) => tensorOf(tf, one)), walked.states.map((one) => tensorOf(tf, one))];
    const x = tensorOf(tf, walked.features);
    try {
      const there = await walkNetwork({ tf, ops }, { recipe, weights, states, x, labels, values: { step, numbers } });
      return walkReport(recipe.network, walked, there);
    } finally {
      tf.dispose([x, ...weights, ...states]);
    }
  }
}

const tensorOf = (tf: Tf, { shape, values }: Copied): Tensor => tf.tensor(values, [...shape]);
