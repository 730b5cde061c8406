/** Which bugs are planted in which experiments: small ones, in which nothing is wrong. */

/** Links without the seed, which is that of the data and of the run. */
export const BASES = {
  glyphs: '#v=1&data.size=3000&data.difficulty=0&data.classes=5&epochs=6&batch=64&model.width=8&model.hidden=48&lr=0.03',
  scenes: '#v=1&data=scenes&data.size=3000&data.difficulty=0&epochs=6&batch=64&model.width=12&model.hidden=48&model.depth=3&lr=0.02',
  points: '#v=1&data=points&data.shape=circles&data.noise=0.03&data.size=1000&epochs=12&batch=50&lr=0.1',
  quantised: '#v=1&data=points&data.shape=circles&data.noise=0.03&data.size=1000&epochs=10&batch=32&qw&lr=0.03',
} as const satisfies Readonly<Record<string, string>>;
export type Base = keyof typeof BASES;

/** Bugs that need something that handwritten characters do not have, or show as well with less work. */
const ELSEWHERE: Readonly<Record<string, Base>> = {
  bgr: 'scenes',
  background: 'scenes',
  bits: 'quantised',
  replacement: 'points',
  'rate-low': 'points',
  'rate-high': 'points',
};

export interface Task {
  readonly base: Base;
  /** None for the clean experiment. */
  readonly bug?: string;
  readonly seed: number;
}

/** Every clean experiment and every bug with every seed, the longest first, so that processes end together. */
export function planTasks(bugs: readonly string[], seeds: readonly number[]): Task[] {
  const clean = Object.keys(BASES).map((base) => ({ base: base as Base }));
  const planted = bugs.map((bug) => ({ base: ELSEWHERE[bug] ?? ('glyphs' as const), bug }));
  const order: readonly Base[] = ['scenes', 'glyphs', 'quantised', 'points'];
  const all = [...clean, ...planted].sort((a, b) => order.indexOf(a.base) - order.indexOf(b.base));
  return all.flatMap((task) => seeds.map((seed) => ({ ...task, seed })));
}
