/** Comparisons that are declared before they are run; `npm run compare -- <id>` runs one and prints its report. */
import type { Comparison } from './comparison';

const SCENES = '#v=1&data=scenes&model=resnet&model.stem=strided&epochs=15&batch=64';

export const comparisons: readonly Comparison[] = [
  {
    id: 'recommended',
    question: 'Does the recipe that the Dark Magic article recommends beat plain SGD at a constant rate, on painted scenes with a strided residual network?',
    arms: [
      { name: 'recommended: Nesterov, cosine power cycles with warm-up, label smoothing, squeeze-and-excite, leaky-ReLU stem, flips and crops', link: `${SCENES}&nesterov&cpc&warmup&ls&se.ratio=4&stem&flip&crop` },
      { name: 'plain SGD, constant rate', link: `${SCENES}&sgd&constant&warmup=off` },
    ],
    // Up to where plain SGD, which has no momentum to lengthen its steps, becomes unstable.
    rates: [0.05, 0.1, 0.2, 0.5, 1, 2, 5],
    tuningSeeds: [101, 102],
    seeds: [1, 2, 3, 4, 5, 6],
  },
];
