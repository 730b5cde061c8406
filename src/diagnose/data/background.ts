/**
 * Whether what surrounds the object gives its class away, as in the tale of the network that told tanks by the weather: samples are recognised by their
 * frame alone, the outer eighth on every side, from the training samples with the most similar frames.
 */
import { differenceInterval, percent } from '../../core/statistics';
import { DEBUGGING_SLIDES } from '../sources';
import { judge, type Rule, type Verdict } from '../verdict';
import { points, sharePercent } from '../words';
import { imageAt, type ImageSplit } from './images';
import type { Rows } from './neighbours';
import { recognise, type Recognition } from './recognition';

/** How much better frames tell training samples, which were held out, than dev samples. */
const SOME = 0.03;
const MUCH = 0.1;
/** Nine cells, three by three; the one in the middle is left out. */
const CELLS = 9;
const MIDDLE = 4;

const RULE: Rule = {
  id: 'background',
  rule: `The frame of a picture should tell the class of training samples no better than that of dev samples: watched from ${points(SOME)} on, bad from ${points(MUCH)}, where the whole interval is above 0; watched where it tells most samples in both.`,
  source: DEBUGGING_SLIDES,
};

/** @returns undefined where there are too few samples */
export function testBackground(train: ImageSplit, dev: ImageSplit, classes: number): Recognition | undefined {
  return recognise({ rows: frameRows(train), labels: train.labels }, { rows: frameRows(dev), labels: dev.labels }, classes);
}

export function judgeBackground(test: Recognition | undefined): Verdict {
  if (!test) return judge(RULE, 'unknown', {}, 'There are too few training and dev samples to recognise them by their frames.');
  const { train, dev, guess, halfway } = test;
  const gap = differenceInterval(train, dev);
  const values = { train: train.mean, dev: dev.mean, gap: gap.mean, low: gap.low, high: gap.high, guess };
  const text = `By their frames alone, ${percent(train)} of held-out training samples and ${percent(dev)} of dev samples are recognised (guessing: ${sharePercent(guess)})`;
  if (gap.low > 0 && gap.mean >= SOME) {
    return judge(RULE, gap.mean >= MUCH ? 'bad' : 'watch', values, `${text}: a network can learn the surroundings instead of the thing, and will be lost without them.`, [
      'Look at training samples of one class: what do they share besides the thing?',
      'Collect or make training samples of every class before every background.',
      'Crop closer, or augment the background: random crops, cutout, pasting.',
    ]);
  }
  if (dev.low > halfway) {
    return judge(RULE, 'watch', values, `${text}: in both, the surroundings tell the class, so that this test set cannot show whether the network looks at the thing.`, [
      'Test on samples whose surroundings were chosen otherwise.',
    ]);
  }
  return judge(RULE, 'good', values, `${text}: no more in training than in dev.`);
}

/** Mean and deviation of each channel in the four corners and along the four sides, 0 … 255, [n, 18 C], those of the middle 0. */
function frameRows(split: ImageSplit): Rows {
  const [height, width, channels] = split.shape;
  const cellOf = cellsOf(height, width);
  const places = CELLS * channels;
  const areas = new Float64Array(CELLS);
  for (const cell of cellOf) areas[cell]!++;
  const values = new Float32Array(split.labels.length * 2 * places);
  for (let i = 0; i < split.labels.length; i++) {
    const image = imageAt(split, i);
    const row = values.subarray(i * 2 * places, (i + 1) * 2 * places);
    const sums = new Float64Array(places);
    const squares = new Float64Array(places);
    for (let pixel = 0; pixel < cellOf.length; pixel++) {
      for (let c = 0; c < channels; c++) {
        const value = image[pixel * channels + c]!;
        sums[cellOf[pixel]! * channels + c]! += value;
        squares[cellOf[pixel]! * channels + c]! += value * value;
      }
    }
    for (let place = 0; place < places; place++) {
      const cell = Math.floor(place / channels);
      if (cell === MIDDLE || areas[cell] === 0) continue; // stays 0
      const mean = sums[place]! / areas[cell]!;
      row[place] = mean;
      row[places + place] = Math.sqrt(Math.max(0, squares[place]! / areas[cell]! - mean * mean));
    }
  }
  return { values, width: 2 * places };
}

/** The cell of each pixel, [H·W]: corners and sides are an eighth of the shorter side thick. */
function cellsOf(height: number, width: number): Uint8Array {
  const thick = Math.max(1, Math.round(Math.min(height, width) / 8));
  const third = (at: number, size: number): number => (at < thick ? 0 : at >= size - thick ? 2 : 1);
  return Uint8Array.from({ length: height * width }, (_, pixel) => 3 * third(Math.floor(pixel / width), height) + third(pixel % width, width));
}
