/** What a trick needs around it to be able to act: found by trying, so that a new trick is tested without a word here. */
import { fold, RecipeError } from '../../src/core/fold';
import { tinyExperiment } from './engine';
import { tinyCatalogue } from './tiny-catalogue';

export interface Company {
  /** Entries of a link without the trick, and what it takes besides its key. */
  readonly without: string;
  readonly own: string;
}

const NARROW_RESNET = 'model=resnet&model.width=2';

const CANDIDATES: readonly Company[] = [
  { without: '', own: '' },
  { without: 'model.downsampling=strides', own: '' },
  { without: 'data.mirrorable=on', own: '' },
  { without: 'data.colour=rgb', own: '' },
  { without: NARROW_RESNET, own: '' },
  { without: `${NARROW_RESNET}&model.stem=strided`, own: '' },
  { without: 'wd', own: '' },
  { without: 'crop', own: '' },
  { without: 'cpc', own: '' },
  { without: 'batch=16', own: '' },
  { without: '', own: `pretraining.source=${encodeURIComponent('#v=1&data=tiny&batch=8&epochs=1&model.width=4&model.hidden=16')}` },
];

/** @throws where the trick can act nowhere */
export function companyOf(key: string): Company {
  const found = CANDIDATES.find(({ without, own }) => isPossible(join(key, without, own)));
  if (!found) throw new Error(`None of the settings in tests/support/company.ts suits the trick "${key}"`);
  return found;
}

/** Entries of a link for a trick in its company. */
export function inCompany(key: string, settings = ''): string {
  const { without, own } = companyOf(key);
  return join(settings === '' ? key : settings, without, own);
}

/** Entries of a link for two tricks and the company that both need; undefined where they cannot both act anywhere. */
export function together(a: Keyed, b: Keyed): string | undefined {
  for (const one of CANDIDATES) {
    for (const other of CANDIDATES) {
      const entries = join(a.key, b.key, one.without, other.without, one.own, other.own);
      if (isPossible(entries) && [a, b].every(({ id }) => id in tinyExperiment(entries).tricks)) return entries;
    }
  }
  return undefined;
}

interface Keyed {
  readonly id: string;
  readonly key: string;
}

const join = (...entries: string[]): string => entries.filter((entry) => entry !== '').join('&');

function isPossible(entries: string): boolean {
  try {
    fold(tinyCatalogue, tinyExperiment(entries));
    return true;
  } catch (error) {
    if (error instanceof RecipeError || /is not a setting|gave way to/.test(String(error))) return false;
    throw error;
  }
}
