/** Reference values computed with PyTorch in float64; see tests/fixtures. */
import { readFileSync } from 'node:fs';

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8'));

/** Factor of the base rate at every step, by the name of the schedule. */
export const goldenSchedules = (read('schedules.json') as { schedules: Record<string, number[]> }).schedules;

/** Parameters after each step, by problem and optimizer. */
export const goldenTrajectories = (read('optimizers.json') as { trajectories: Record<string, { start: number[]; 'after each of 50 steps': number[][] }> }).trajectories;
