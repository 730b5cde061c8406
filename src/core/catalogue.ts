/** All data sets, models and tricks there are, by id. Functions that need to know them take the catalogue, so tests can add their own. */
import type { DatasetDeclaration } from './dataset';
import type { LayerKinds } from './layer';
import type { ModelDeclaration } from './model';
import type { PlantDeclaration } from './plant';
import type { TrickDeclaration } from './trick';

export interface Catalogue {
  readonly datasets: Readonly<Record<string, DatasetDeclaration>>;
  readonly models: Readonly<Record<string, ModelDeclaration>>;
  readonly layers: LayerKinds;
  readonly tricks: Readonly<Record<string, TrickDeclaration>>;
  /** Bugs that can be planted in an experiment. */
  readonly plants?: Readonly<Record<string, PlantDeclaration>>;
}

/** Collects the declarations that the modules of a folder export, by id, in the order of their titles. @throws on a repeated id */
export function collect<T extends { readonly id: string; readonly title: string }>(modules: Readonly<Record<string, unknown>>): Record<string, T> {
  const found = Object.values(modules)
    .flatMap((module) => Object.values(module as Record<string, unknown>))
    .filter((value): value is T => typeof value === 'object' && value !== null && 'id' in value && 'fields' in value)
    .sort((a, b) => (a.title < b.title ? -1 : 1));
  const byId: Record<string, T> = {};
  for (const declaration of found) {
    if (declaration.id in byId) throw new Error(`Two declarations are called "${declaration.id}"`);
    byId[declaration.id] = declaration;
  }
  return byId;
}
