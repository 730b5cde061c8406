/** All bugs that can be planted: every file here declares one; what they share is in `shared`. */
import { collect } from '../core/catalogue';
import type { PlantDeclaration } from '../core/plant';

export const plants = collect<PlantDeclaration>(import.meta.glob(['./*.ts', '!./index.ts'], { eager: true }));
