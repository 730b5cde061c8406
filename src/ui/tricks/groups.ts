/** All tricks in the order of the checklist: by group, and within a group by what they act on. */
import type { Catalogue } from '../../core/catalogue';
import { defaultsOf } from '../../core/fields';
import type { Effects, FoldContext, TrickDeclaration, TrickGroup } from '../../core/trick';

export interface TrickPart {
  /** Absent where the group is not divided. */
  readonly title?: string;
  readonly tricks: readonly TrickDeclaration[];
}

export interface TrickSection {
  readonly group: TrickGroup;
  readonly title: string;
  readonly parts: readonly TrickPart[];
}

export const GROUP_TITLES: Readonly<Record<TrickGroup, string>> = {
  schedule: 'Learning-rate schedule',
  optimizer: 'Optimizer',
  regularisation: 'Regularisation',
  architecture: 'Architecture',
  evaluation: 'At evaluation',
};

/** Only which effects there are is looked at, and that does not hang on these. */
const ANY: FoldContext = { classes: 10, shape: [32, 32, 3], batchSize: 128, steps: 1000, stepsPerEpoch: 100 };

export function effectsAtDefaults(trick: TrickDeclaration): Effects {
  return trick.effects(defaultsOf(trick.fields), ANY);
}

/** Parts of regularisation: a trick is in the first whose effect it has. */
const REGULARISATION: readonly { readonly title: string; readonly has: (effects: Effects) => boolean }[] = [
  { title: 'Changing pictures', has: ({ augment }) => augment !== undefined },
  { title: 'Mixing samples', has: ({ batch }) => batch !== undefined },
  { title: 'Labels and loss', has: ({ targets, loss, lossTerms }) => (targets ?? loss ?? lossTerms) !== undefined },
  { title: 'Inside the network', has: ({ blueprint, model }) => (blueprint ?? model) !== undefined },
  { title: 'Weights, gradients and batches', has: () => true },
];

/** The tricks of a catalogue, or those of them that `keep` lets through; empty groups and parts are left out. */
export function sections(catalogue: Catalogue, keep: (trick: TrickDeclaration) => boolean = () => true): TrickSection[] {
  const kept = Object.values(catalogue.tricks).filter(keep);
  return (Object.entries(GROUP_TITLES) as [TrickGroup, string][]).flatMap(([group, title]): TrickSection[] => {
    const members = kept.filter((trick) => trick.group === group);
    return members.length === 0 ? [] : [{ group, title, parts: partsOf(group, members) }];
  });
}

function partsOf(group: TrickGroup, members: readonly TrickDeclaration[]): TrickPart[] {
  const divided = (titles: readonly string[], titleOf: (trick: TrickDeclaration) => string): TrickPart[] =>
    titles.map((title) => ({ title, tricks: members.filter((trick) => titleOf(trick) === title) })).filter(({ tricks }) => tricks.length > 0);
  switch (group) {
    case 'schedule':
    case 'optimizer': {
      const [one, besides] = ['One of these', `With any ${group}`];
      return divided([one, besides], ({ exclusive }) => (exclusive === group ? one : besides));
    }
    case 'regularisation':
      return divided(
        REGULARISATION.map(({ title }) => title),
        (trick) => {
          const effects = effectsAtDefaults(trick);
          return REGULARISATION.find(({ has }) => has(effects))!.title;
        },
      );
    default:
      return [{ tricks: members }];
  }
}
