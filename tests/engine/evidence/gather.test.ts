import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { healthPlan } from '../../../src/core/health';
import { examine } from '../../../src/diagnose/examine';
import { CourseRecorder } from '../../../src/engine/evidence/course-recorder';
import { gatherEvidence } from '../../../src/engine/evidence/gather';
import type { RunEvent } from '../../../src/engine/protocol';
import { LocalTrainer } from '../../../src/engine/trainer';
import { takeSteps, testPlatform, tf, tinyExperiment, tinyRun, useBackend, weightsOf } from '../../support/engine';
import { tinyCatalogue } from '../../support/tiny-catalogue';

const courseOf = (run: ReturnType<typeof tinyRun>) => new CourseRecorder(run.step, healthPlan(run.recipe.network));

/** Cross-entropy and accuracy from probabilities, written plainly. */
function recomputed(labels: ArrayLike<number>, probabilities: ArrayLike<number>, classes: number) {
  let [loss, right] = [0, 0];
  for (let i = 0; i < labels.length; i++) {
    const row = Array.from({ length: classes }, (_, k) => probabilities[i * classes + k]!);
    loss -= Math.log(row[labels[i]!]!) / labels.length;
    if (row.indexOf(Math.max(...row)) === labels[i]) right++;
  }
  return { loss, accuracy: right / labels.length };
}

describe('evidence of a run', () => {
  beforeAll(() => useBackend('wasm'));

  it('holds what the network answers, and leaves weights and tensors as they were', async () => {
    const run = tinyRun('crop');
    takeSteps(run, 12);
    const [weights, tensors] = [weightsOf(run), tf.memory().numTensors];
    const evidence = await gatherEvidence(run, courseOf(run));
    expect(tf.memory().numTensors).toBe(tensors);
    expect(weightsOf(run)).toEqual(weights);

    const classes = evidence.classNames.length;
    const { dev, train } = evidence.predictions!;
    const { loss, accuracy } = recomputed(dev!.labels, dev!.probabilities, classes);
    expect(evidence.reported!.dev.accuracy).toBeCloseTo(accuracy, 6);
    expect(evidence.reported!.dev.loss / loss).toBeCloseTo(1, 5);
    expect(train!.probabilities.length).toBe(classes * train!.labels.length);
    const { first, second } = evidence.repeated!;
    expect(Math.max(...Array.from(first, (p, i) => Math.abs(p - second[i]!)))).toBeLessThan(1e-5);
    // Cropping changes answers, and the same samples stand behind both.
    const { clean, changed } = evidence.augmented!;
    expect(changed.labels).toEqual(clean.labels);
    expect(changed.probabilities).not.toEqual(clean.probabilities);
    expect(Array.from(evidence.feed!.visits).reduce((a, b) => a + b, 0)).toBe(12 * 8);
    run.dispose();
  });

  it('can leave out what takes long, and never tells what only generated data know', async () => {
    const run = tinyRun();
    const lean = await gatherEvidence(run, courseOf(run), { images: false, answers: false });
    expect([lean.images, lean.predictions, lean.reported]).toEqual([undefined, undefined, undefined]);
    const { images, predictions, ...rest } = await gatherEvidence(run, courseOf(run));
    expect(rest).not.toHaveProperty('experiment');
    for (const known of [...(images?.train.attributes ?? []), ...(predictions?.dev?.attributes ?? [])]) expect(known ?? {}).not.toHaveProperty('flipped');
    run.dispose();
  });

  it('sees dropout that is left on: the same samples are answered otherwise in other company', async () => {
    const run = tinyRun('bug=dropout-on');
    const { first, second } = (await gatherEvidence(run, courseOf(run), { images: false })).repeated!;
    expect(Math.max(...Array.from(first, (p, i) => Math.abs(p - second[i]!)))).toBeGreaterThan(0.001);
    run.dispose();
  });
});

describe('the trainer', () => {
  let trainer: LocalTrainer;
  afterEach(() => trainer.dispose());

  it('tells evidence and verdicts while a run goes on, which then ends as it would have', async () => {
    const finish = async (look: boolean) => {
      trainer = new LocalTrainer(testPlatform, tinyCatalogue);
      await trainer.prepare({ backend: 'wasm' });
      const seen: Awaited<ReturnType<LocalTrainer['examine']>>[] = [];
      const end = await new Promise<RunEvent>((resolve, reject) => {
        const listener = (event: RunEvent): void => {
          if (look && event.type === 'evaluated') trainer.examine().then((one) => seen.push(one), reject);
          if (event.type === 'finished' || event.type === 'failed') resolve(event);
        };
        trainer.start(tinyExperiment(), listener, { probeEvery: 2 }).catch(reject);
      });
      const evidence = await trainer.evidence();
      await trainer.dispose();
      return { end, seen, evidence };
    };
    const watched = await finish(true);
    const alone = await finish(false);
    expect(watched.end).toMatchObject({ type: 'finished', train: (alone.end as { train: object }).train, dev: (alone.end as { dev: object }).dev });
    expect(watched.seen.length).toBeGreaterThan(2);
    for (const { verdicts } of watched.seen) expect(verdicts.find(({ id }) => id === 'evaluator')!.tone).toBe('good');

    const { course, evaluations, health, final, step, steps, initialLoss } = alone.evidence;
    expect(course!.objectives.length).toBe(steps);
    expect(health!.probes.map((probe) => probe.step)).toEqual(Array.from({ length: Math.ceil(steps / 2) }, (_, i) => 2 * i));
    expect(Math.max(...health!.probes.map(({ rateFactor }) => rateFactor))).toBeCloseTo(1, 6);
    expect([step, evaluations![0]!.step, evaluations!.at(-1)!.step]).toEqual([steps, 0, steps]);
    expect(initialLoss).toBe(evaluations![0]!.train.loss);
    expect(final!.dev.samples).toBeGreaterThan(0);
    expect(examine(alone.evidence).filter(({ tone }) => tone !== 'unknown').length).toBeGreaterThan(10);
  });
});
