/** Names for files, made of what is in them. */
import type { Catalogue } from '../../core/catalogue';
import type { Experiment } from '../../core/experiment';

const MOST_LENGTH = 80;

/**
 * Data, model, the keys of the tricks that are on, and the seed, such as `glyphs-cnn-ls-se-seed1`.
 * @param experiments of one file; what they differ in is left out, and how many they are is said
 */
export function fileStem(catalogue: Catalogue, experiments: readonly Experiment[]): string {
  const common = (part: (experiment: Experiment) => string): string[] => {
    const [first, ...others] = experiments.map(part);
    return first !== undefined && others.every((other) => other === first) ? [first] : [];
  };
  const tricks = (experiment: Experiment) =>
    Object.keys(experiment.tricks)
      .map((id) => catalogue.tricks[id]?.key ?? id)
      .join('-');
  const parts = [
    ...common(({ data }) => data.id),
    ...common(({ model }) => model.id),
    ...common(tricks).filter((keys) => keys !== ''),
    ...common(({ run }) => `seed${run.seed}`),
    ...(experiments.length > 1 ? [`${experiments.length}-runs`] : []),
  ];
  return safeName(parts.join('-')) || 'grimoire';
}

/** Letters, digits, points and hyphens alone, so that any system can keep it; never empty, hidden or long. */
export function safeName(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9.]+/g, '-')
    .replace(/^[-.]+/, '')
    .slice(0, MOST_LENGTH)
    .replace(/[-.]+$/, '');
}
