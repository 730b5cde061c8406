import { BlueprintBuilder } from '../core/blueprint';
import { declareModel } from '../core/model';
import { OUTPUT_GAIN } from './output';

export const logistic = declareModel({
  id: 'logistic',
  title: 'Logistic regression',
  summary: 'One layer from the input straight to the classes: the simplest network there is, and the one to beat.',
  fields: {},
  accepts: () => true,
  build: (_, { shape, classes }) => new BlueprintBuilder(shape, classes).add('output', 'dense', { units: classes, gain: OUTPUT_GAIN }).build(),
});
