/** Where the rules come from, for those that several of them cite. */
import type { Source } from './verdict';

export const DEBUGGING_SLIDES: Source = { citation: 'Slides on debugging learning algorithms, by authors of DoReFa-Net' };

export const NUTS_AND_BOLTS: Source = {
  citation: 'Ng 2016, Nuts and Bolts of Applying Deep Learning, notes by K. Zakka',
  url: 'https://kevinzakka.github.io/2016/09/26/applying-deep-learning/',
};

export const CS231N: Source = {
  citation: 'Karpathy, CS231n notes: Neural networks part 3, learning and evaluation',
  url: 'https://cs231n.github.io/neural-networks-3/',
};

export const RECIPE: Source = { citation: 'Karpathy 2019, A recipe for training neural networks', url: 'https://karpathy.github.io/2019/04/25/recipe/' };

/** A rule that two sources share. */
export function both(first: Source, second: Source): Source {
  const url = first.url ?? second.url;
  return { citation: `${first.citation}; ${second.citation}`, ...(url === undefined ? {} : { url }) };
}
