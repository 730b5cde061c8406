/** All tricks: every file here declares one. */
import { collect } from '../core/catalogue';
import type { TrickDeclaration } from '../core/trick';

export const tricks = collect<TrickDeclaration>(import.meta.glob(['./*.ts', '!./index.ts'], { eager: true }));
