/** A lesson: one claim of the sources, put to the test by a handful of small runs. Plain data; `index.ts` collects all lessons. */
import type { MeasureId } from './measures';

export const TOPICS = {
  rate: 'Learning rate',
  optimizer: 'Optimizer',
  regularisation: 'Regularisation',
  augmentation: 'Augmentation',
  architecture: 'Architecture',
  prediction: 'At prediction',
  data: 'Data and errors',
  debugging: 'Debugging',
} as const;
export type Topic = keyof typeof TOPICS;

export const SOURCES = {
  DM: { title: 'Revealing the Dark Magic Behind Deep Learning', by: 'T. Ridnik' },
  NB: { title: 'Nuts and Bolts of Applying Deep Learning', by: 'A. Ng, told by K. Zakka' },
  '8B': { title: '8 Deep Learning Best Practices I Learned About in 2017', by: 'Better than Average, on fast.ai' },
  DW: { title: 'Slides on debugging learning algorithms and on what is behind a working neural network', by: 'authors of DoReFa-Net' },
} as const;
export type Source = keyof typeof SOURCES;

export interface Claim {
  /** Its row in the project's list of claims. */
  readonly row: number;
  readonly source: Source;
  /** What the source says, in our words. */
  readonly says: string;
}

export interface LessonArm {
  readonly id: string;
  readonly name: string;
  /** Without a seed, which the lesson sets. */
  readonly link: string;
}

/** What is expected of two arms by the claim; `higher` and `lower` are of the measured number, whether that is good or bad. */
export interface Expectation {
  readonly arm: string;
  readonly than: string;
  readonly is: 'higher' | 'lower' | 'not higher' | 'not lower';
  /** The first measure of the lesson where it is not given. */
  readonly measure?: MeasureId;
}

/** The question that is answered before the result is seen, about one pair of arms. */
export interface Prediction {
  readonly ask: string;
  readonly arm: string;
  readonly than: string;
  readonly measure?: MeasureId;
  /** What there is to choose from. */
  readonly options: { readonly higher: string; readonly lower: string; readonly unclear: string };
}

export interface Lesson {
  readonly id: string;
  readonly title: string;
  readonly topic: Topic;
  readonly claims: readonly [Claim, ...Claim[]];
  /** In plain words, one sentence. */
  readonly question: string;
  /** What the claim says and why it might be so. */
  readonly idea: string;
  /** What an honest experiment needs, and how this one meets it. */
  readonly fair: string;
  /** What to look at while the runs train and in the result. */
  readonly look: string;
  /** TeX. */
  readonly formula?: string;
  /** At least two; differences are taken from the first. */
  readonly arms: readonly [LessonArm, LessonArm, ...LessonArm[]];
  /** Keys of the link, without what follows a trick's point, in which arms differ: nothing else may. */
  readonly varies: readonly string[];
  /** Base rates that every arm chooses from, by the first measure, with seeds that are used for nothing else. The arms' own rates stand where there are none. */
  readonly rates?: readonly number[];
  /** What is measured, the one that the claim is about first. */
  readonly measures: readonly [MeasureId, ...MeasureId[]];
  /** The dev accuracy that `steps-to` counts the steps to, 0 … 1. */
  readonly target?: number;
  /** The claim held if all of these did. */
  readonly expects: readonly [Expectation, ...Expectation[]];
  /** A difference of the first measure below this is too small to matter, in its unit. */
  readonly matters: number;
  readonly prediction: Prediction;
}

/** Declares a lesson; returns it as it is, checked by the compiler. */
export const declareLesson = <const T extends Lesson>(lesson: T): T => lesson;

/** Seeds that are reported, of the run and of the data alike. */
export const SEEDS: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
/** Seeds that rates are chosen with. */
export const TUNING_SEEDS: readonly number[] = [101, 102];
