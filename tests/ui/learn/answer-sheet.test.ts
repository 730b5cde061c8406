import { expect, it } from 'vitest';
import { lessons } from '../../../src/lessons';
import { answerSheet } from '../../../src/ui/learn/answer-sheet';

const NOW = '2026-11-21T12:00:00.000Z';
const LESSON = lessons.find(({ id }) => id === 'sampling')!;

function jsonOf(sheet: string): Record<string, unknown> {
  return JSON.parse(/```json\n([\s\S]*?)\n```/.exec(sheet)![1]!) as Record<string, unknown>;
}

it('holds what was answered, when, and what one’s own runs gave, for people and for programs', () => {
  const own = (arm: string, measure: string) => (measure === 'dev-accuracy' ? { shuffled: [80, 81], replacement: [79, 78] }[arm] : []);
  const sheet = answerSheet({
    title: LESSON.title,
    ask: LESSON.prediction.ask,
    answered: 'No clear difference',
    name: 'A. Student',
    address: 'https://example.org/#lesson=sampling',
    now: NOW,
    answer: { prediction: 'unclear', predicted: NOW, note: 'I would use `shuffle`.\n```\nnot the end', own: [11, 12].flatMap((seed) => ['shuffled', 'replacement'].map((arm) => ({ arm, seed, outcome: { steps: 1, classes: 10, evaluations: [] } }))) },
    measured: { lesson: LESSON, result: undefined, own, values: () => undefined },
  });
  expect(sheet).toContain('Name: A. Student');
  expect(sheet).toContain('Prediction: No clear difference (2026-11-21T12:00:00.000Z)');
  expect(sheet).toContain('* Shuffled epochs: 80.00 %, 81.00 %');
  expect(sheet).toContain('Measured here: not yet');
  expect(jsonOf(sheet.slice(sheet.lastIndexOf('```json')))).toMatchObject({ version: 1, lesson: 'sampling', name: 'A. Student', prediction: 'No clear difference', agrees: null, note: 'I would use `shuffle`.\n```\nnot the end', own: { seeds: [11, 12] } });
});

it('stays anonymous without a name, and needs no prediction', () => {
  const sheet = answerSheet({ title: 'Mine', ask: '', answered: undefined, name: '', address: '', now: NOW, answer: { note: '', own: [] } });
  expect(sheet).not.toContain('Name');
  expect(jsonOf(sheet)).toMatchObject({ name: null, prediction: null, lesson: null });
});
