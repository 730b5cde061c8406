/** Collects the evidence for the rules of diagnosis from a run as it stands. No step may be taken meanwhile. */
import { planLearningRate } from '../../core/fold';
import { healthPlan } from '../../core/health';
import { parameterFacts } from '../../core/parameter-facts';
import type { SplitName } from '../../core/dataset';
import { asImages, reading, type ImageSplit } from '../../diagnose/data/images';
import type { Evidence, FeedEvidence, HealthEvidence, ImageEvidence } from '../../diagnose/evidence';
import { nextTask } from '../next-task';
import type { EvidenceOptions } from '../protocol';
import type { Run } from '../run';
import { askAugmented, askPlainly, askTwice, interrupted, readAttributes, TURN, withoutOracles, type Asking } from './ask';
import type { CourseRecorder } from './course-recorder';
import { UNSEEN } from './feed-recorder';

/** Samples of each split whose answers are asked for: of dev those that evaluations during the run are measured on. */
const ANSWERED = 1000;
const AUGMENTED = 500;
/** Pictures of each split. */
const IMAGES = 1500;
/** Points at which the plan of the learning rate is looked at for its highest. */
const PLAN_POINTS = 240;

/**
 * @param goOn asked now and then
 * @throws Error with a sentence for the user when it says no
 */
export async function gatherEvidence(run: Run, course: CourseRecorder, options: EvidenceOptions = {}, goOn: () => boolean = () => true): Promise<Evidence> {
  const { recipe, dataset } = run;
  const { answers = true, images = true } = options;
  const planned = planLearningRate(recipe, PLAN_POINTS).map(({ rate }) => rate);
  // A schedule that watches the run may leave its plan.
  const highestRate = [...planned, ...course.rates].reduce((most, rate) => Math.max(most, rate), 0);
  const { evaluations, final } = course;
  return {
    classNames: dataset.classes,
    batchSize: recipe.batchSize,
    step: run.step,
    steps: recipe.steps,
    attainable: { bayes: dataset.bayesErrorBound },
    course: { first: course.first, objectives: course.objectives, rates: course.rates, highestRate },
    evaluations: [...evaluations],
    ...(evaluations[0]?.step === 0 ? { initialLoss: evaluations[0].train.loss } : {}),
    ...(final ? { final } : {}),
    health: healthOf(run, course, highestRate),
    feed: feedOf(run),
    ...(answers ? await answersOf(run, goOn) : {}),
    ...(images ? await imagesOf(run, goOn) : {}),
  };
}

function healthOf({ recipe }: Run, course: CourseRecorder, highestRate: number): HealthEvidence {
  return {
    plan: healthPlan(recipe.network),
    parameters: parameterFacts(recipe),
    probes: course.probes.map(({ step, figures }) => ({ step, figures, rateFactor: (course.rates[step - course.first] ?? highestRate) / highestRate })),
  };
}

function feedOf({ feed, recipe }: Run): FeedEvidence {
  return { visits: feed.visits.slice(), drawsPerEpoch: recipe.stepsPerEpoch * recipe.batchSize, batches: [...feed.batches] };
}

async function answersOf(run: Run, goOn: () => boolean): Promise<Partial<Evidence>> {
  const asking: Asking = { run, goOn };
  const dev = await askPlainly(asking, 'dev', ANSWERED);
  const reported = await run.evaluate('dev', ANSWERED, goOn);
  const train = await askPlainly(asking, 'train', ANSWERED);
  const repeated = await askTwice(asking);
  const augmented = await askAugmented(asking, AUGMENTED);
  const attributes = await readAttributes(asking, dev.labels.length);
  const known = run.feed.labels.filter((label) => label !== UNSEEN);
  return {
    predictions: { train, dev: { ...dev, attributes } },
    labels: { train: known.length > 0 ? known : train.labels, dev: dev.labels },
    ...(reported ? { reported: { dev: reported } } : {}),
    ...(repeated ? { repeated } : {}),
    ...(augmented ? { augmented } : {}),
  };
}

async function imagesOf(run: Run, goOn: () => boolean): Promise<Partial<Evidence>> {
  const { mean, deviation } = run.dataset;
  const train = await readSplit(run, 'train', goOn);
  const dev = await readSplit(run, 'dev', goOn);
  const test = await readSplit(run, 'test', goOn);
  if (!train || !dev) return {};
  const { groups } = run.description;
  const images: ImageEvidence = { train, dev, mean, deviation, ...(test ? { test } : {}), ...(groups === undefined ? {} : { group: groups }) };
  return { images };
}

async function readSplit({ dataset }: Run, name: SplitName, goOn: () => boolean): Promise<ImageSplit | undefined> {
  if (dataset.encoding !== 'pixels') return undefined;
  const reader = reading(dataset, name, IMAGES);
  for (let turn = performance.now(); ; ) {
    const step = reader.next();
    if (step.done) {
      const split = asImages(step.value, dataset.shape);
      return split && { ...split, attributes: split.attributes!.map(withoutOracles) };
    }
    if (performance.now() - turn < TURN) continue;
    await nextTask();
    if (!goOn()) throw interrupted();
    turn = performance.now();
  }
}
