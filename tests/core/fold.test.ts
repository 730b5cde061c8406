import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue';
import { clockAt } from '../../src/core/clock';
import { attempt, fold, knobsAt, planLearningRate, RecipeError, runLength, tryFold } from '../../src/core/fold';
import { readLink } from '../../src/core/permalink';

const experimentOf = (link: string) => readLink(catalogue, link).experiment;
const recipeOf = (link: string, trainSize?: number) => fold(catalogue, experimentOf(link), trainSize);

describe('the length of a run', () => {
  it.each([
    ['#epochs=3&batch=100', 1000, { batchSize: 100, stepsPerEpoch: 10, steps: 30 }],
    ['#epochs=1&batch=300', 1000, { batchSize: 300, stepsPerEpoch: 3, steps: 3 }],
    ['#epochs=0.5&batch=100', 1000, { batchSize: 100, stepsPerEpoch: 10, steps: 5 }],
    ['#epochs=0.1&batch=1000', 1000, { batchSize: 1000, stepsPerEpoch: 1, steps: 1 }],
    ['#epochs=2&batch=4096', 10, { batchSize: 10, stepsPerEpoch: 1, steps: 2 }],
  ])('of %s on %i samples', (link, samples, length) => {
    expect(runLength(experimentOf(link), samples)).toEqual(length);
  });

  it('follows the files, where they hold fewer samples than the experiment asks for', () => {
    const link = '#data=mnist&epochs=2&batch=100';
    expect(recipeOf(link).stepsPerEpoch).toBe(550);
    expect(recipeOf(link, 250)).toMatchObject({ stepsPerEpoch: 2, steps: 4 });
  });
});

describe('the tricks of a recipe', () => {
  it('stand in the same order however the link names them', () => {
    const order = (link: string) => recipeOf(link).tricks.map(({ declaration }) => declaration.id);
    expect(order('#mixup&ls&swa&aux')).toEqual(order('#aux&swa&ls&mixup'));
    const groups = recipeOf('#mixup&ls&swa&aux&adam').tricks.map(({ declaration }) => declaration.group);
    const ranks = groups.map((group) => ['schedule', 'optimizer', 'architecture', 'regularisation', 'evaluation'].indexOf(group));
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  });

  it('hold one schedule and one optimizer', () => {
    const { tricks, schedule } = recipeOf('#sgd&constant');
    expect(tricks.filter(({ effects }) => effects.optimizer)).toHaveLength(1);
    expect(tricks.filter(({ effects }) => effects.schedule)).toHaveLength(1);
    expect(schedule.at(clockAt(5, 10, 5), {}).factor).toBe(1);
  });

  it('may add to the network', () => {
    const [plain, more] = ['', '#aux'].map((link) => recipeOf(link).network);
    expect(Object.keys(plain!.blueprint.heads)).toEqual(['main']);
    expect(Object.keys(more!.blueprint.heads)).toHaveLength(2);
    expect(more!.parameterCount).toBeGreaterThan(plain!.parameterCount);
  });
});

describe('a recipe is refused with a sentence', () => {
  const plain = experimentOf('');
  const values = (id: string) => ({ [id]: experimentOf(`#${catalogue.tricks[id]!.key}`).tricks[id]! });

  it.each([
    ['for a model that cannot read the data', { ...experimentOf('#data=points'), model: experimentOf('#model=cnn').model }, /images/],
    ['for a model that is not known', { ...plain, model: { id: 'transformer' } }, /no model "transformer"/],
    ['for a trick that is not known', { ...plain, tricks: { ...plain.tricks, magic: {} } }, /no trick "magic"/],
    ['for two optimizers', { ...plain, tricks: { ...plain.tricks, ...values('adam') } }, /both set the optimizer; only one can/],
    ['for two schedules', { ...plain, tricks: { ...plain.tricks, ...values('constant') } }, /both set the schedule; only one can/],
    ['for no optimizer', { ...plain, tricks: values('cosine') }, /exactly one optimizer/],
    ['for no schedule', { ...plain, tricks: values('sgd') }, /exactly one learning-rate schedule/],
    ['for a trick that has nothing to act on', experimentOf('#model=logistic&aux'), /cannot act here: .*no hidden layer/],
    ['for a network that swallows the picture', experimentOf('#model.depth=5'), /too small for so many down-samplings/],
  ])('%s', (_, experiment, sentence) => {
    expect(() => fold(catalogue, experiment)).toThrow(RecipeError);
    expect(() => fold(catalogue, experiment)).toThrow(sentence);
    expect(tryFold(catalogue, experiment)).toEqual({ problem: expect.stringMatching(sentence) as string });
  });

  it('and one that can run is given', () => {
    expect(tryFold(catalogue, plain)).toMatchObject({ recipe: { experiment: plain } });
  });

  it('while a mistake of ours is no sentence', () => {
    const broken = (): never => {
      throw new TypeError('x is undefined');
    };
    expect(() => attempt(broken)).toThrow(TypeError);
  });
});

describe('the knobs of a step', () => {
  it('are the rate and all value fields, by the id of their trick', () => {
    const recipe = recipeOf('#ls.epsilon=0.2&constant&warmup=off&lr=0.3');
    const { knobs } = knobsAt(recipe, clockAt(0, recipe.steps, recipe.stepsPerEpoch), {});
    expect(knobs).toMatchObject({ lr: 0.3, 'label-smoothing.epsilon': 0.2 });
  });

  it('leave out settings that change the shape of things', () => {
    const recipe = recipeOf('#swa');
    const structural = Object.entries(catalogue.tricks['swa']!.fields).filter(([, { role, type }]) => role === 'structural' || type !== 'number');
    const { knobs } = knobsAt(recipe, clockAt(0, recipe.steps, recipe.stepsPerEpoch), {});
    for (const [name] of structural) expect(knobs).not.toHaveProperty([`swa.${name}`]);
  });
});

describe('the planned learning rate', () => {
  it('is what the steps will use, from the first to the last', () => {
    const recipe = recipeOf('#epochs=4&lr=0.1');
    const plan = planLearningRate(recipe, 50);
    expect(plan).toHaveLength(50);
    expect([plan[0]!.step, plan.at(-1)!.step]).toEqual([0, recipe.steps - 1]);
    for (const { step, rate } of plan) expect(rate).toBe(knobsAt(recipe, clockAt(step, recipe.steps, recipe.stepsPerEpoch), recipe.schedule.init ?? {}).knobs['lr']);
    expect(Math.max(...plan.map(({ rate }) => rate))).toBeLessThanOrEqual(0.1);
    expect(plan.at(-1)!.rate).toBeLessThan(0.01);
  });

  it('has no more points than there are steps', () => {
    expect(planLearningRate(recipeOf('#epochs=0.1&batch=4096'), 50).map(({ step }) => step)).toEqual([0]);
    expect(planLearningRate(recipeOf('#epochs=1&batch=4096'), 50).map(({ step }) => step)).toEqual([0, 1]);
  });
});
