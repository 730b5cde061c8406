/** All models and all kinds of layers: every file here declares a model, every file of `layers` one or more kinds. */
import { collect } from '../core/catalogue';
import type { LayerKind } from '../core/layer';
import type { ModelDeclaration } from '../core/model';

export const models = collect<ModelDeclaration>(import.meta.glob(['./*.ts', '!./index.ts'], { eager: true }));

export const layers: Readonly<Record<string, LayerKind>> = Object.fromEntries(
  Object.values(import.meta.glob<Record<string, unknown>>('./layers/*.ts', { eager: true }))
    .flatMap((module) => Object.values(module))
    .filter((value): value is LayerKind => typeof value === 'object' && value !== null && 'kind' in value && 'apply' in value)
    .map((kind) => [kind.kind, kind]),
);
