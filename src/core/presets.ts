/** Experiments worth starting from; each is a link like any other. */
export interface Preset {
  readonly id: string;
  readonly title: string;
  /** What it shows, in one sentence. */
  readonly summary: string;
  readonly link: string;
}

export const presets: readonly Preset[] = [
  { id: 'default', title: 'Digits, small CNN', summary: 'The experiment that the page opens with: handwritten-like digits and a network of about 100,000 weights.', link: '#v=1' },
  {
    id: 'cosine-power-cycles',
    title: 'Cycles of cosine power annealing',
    summary: 'The recipe that the Dark Magic article recommends: three falls of the rate, each from half as high, after a short warm-up.',
    link: '#v=1&cpc',
  },
  { id: 'hard-digits', title: 'Hard digits', summary: 'Strongly distorted, noisy digits, on which more data and a wider network still pay.', link: '#v=1&data.difficulty=0.8' },
  { id: 'noisy-labels', title: 'Wrong labels', summary: 'One label in five is wrong: watch the network learn the digits first and the mistakes later.', link: '#v=1&data.labelNoise=0.2&data.size=2000&epochs=20' },
  {
    id: 'spiral',
    title: 'Spirals in the plane',
    summary: 'Two classes that wind around each other, and a picture of where the network draws the line.',
    link: '#v=1&data=points&batch=32&model.activation=tanh',
  },
  { id: 'scenes-resnet', title: 'Scenes, residual network', summary: 'Small colour pictures and a network with shortcuts and batch norm.', link: '#v=1&data=scenes&model=resnet&model.stem=strided&epochs=10&batch=64' },
  { id: 'mnist', title: 'MNIST in three epochs', summary: 'The classic of 60,000 digits, from its four files: about 99 % on the test set.', link: '#v=1&data=mnist&epochs=3' },
  { id: 'cifar10', title: 'CIFAR-10, residual network', summary: 'Small photographs from the CIFAR-10 files, with batch norm, flips, crops and label smoothing.', link: '#v=1&data=cifar10&model=resnet&epochs=10&batch=64&lr=0.1&crop&flip&ls' },
];
