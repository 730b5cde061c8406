import { afterEach, beforeEach, expect, it, vi } from 'vitest';

/** The storage of a tab: it outlives a reload. */
let kept: Map<string, string>;

/** The page anew, as after a reload. */
async function load() {
  vi.resetModules();
  const { answers, ownLessonId, predict, reveal, takeName, takeNote, useAnswer } = await import('../../../src/ui/learn/answers');
  const { createElement } = await import('react');
  const { renderToStaticMarkup } = await import('react-dom/server');
  const answerOf = (lesson: string) => {
    let answer: ReturnType<typeof useAnswer> | undefined;
    const Look = (): null => {
      answer = useAnswer(lesson);
      return null;
    };
    renderToStaticMarkup(createElement(Look));
    return answer!;
  };
  return { answers, ownLessonId, predict, reveal, takeName, takeNote, answerOf };
}

beforeEach(() => {
  kept = new Map();
  vi.stubGlobal('sessionStorage', { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) });
});
afterEach(() => void vi.unstubAllGlobals());

it('a reload keeps the answers, and a prediction that the result has been seen after', async () => {
  const before = await load();
  before.predict('sampling', 'lower');
  before.reveal('sampling');
  before.takeNote('sampling', 'It costs a little.');
  before.takeName('A. Student');
  const { answers, answerOf, predict } = await load();
  const answer = before.answers.getState().byLesson['sampling'];
  expect(answers.getState().name).toBe('A. Student');
  predict('sampling', 'higher');
  expect(answers.getState().byLesson['sampling']).toEqual(answer);
  expect(answerOf('warm-up')).toEqual({ note: '', own: [] });
});

it('lessons of a course page in frames of their own do not overwrite each other', async () => {
  const [one, other] = [await load(), await load()];
  one.takeNote('sampling', 'first');
  other.takeNote('warm-up', 'second');
  one.takeNote('sampling', 'first, changed');
  await load();
  expect([...kept.keys()]).toEqual(['grimoire:answer:sampling', 'grimoire:answer:warm-up']);
});

it.each(['nonsense', '{"note":1}', '[]'])('what cannot be read, such as %s, is no answer', async (text) => {
  kept.set('grimoire:answer:sampling', text);
  const { answerOf } = await load();
  expect(answerOf('sampling')).toEqual({ note: '', own: [] });
});

it('a browser that forbids storage still takes answers', async () => {
  const forbid = (): never => {
    throw new DOMException('forbidden', 'SecurityError');
  };
  vi.stubGlobal('sessionStorage', { getItem: forbid, setItem: forbid });
  const { answers, takeNote } = await load();
  takeNote('sampling', 'kept here');
  expect(answers.getState().byLesson['sampling']?.note).toBe('kept here');
});

it('another lesson of one’s own has another id, and the same one the same', async () => {
  const { ownLessonId } = await load();
  const lesson = { title: 'Widths', text: 'Make it wider.', ask: 'Better?', options: ['Yes', 'No'] };
  expect(ownLessonId({ ...lesson })).toBe(ownLessonId(lesson));
  const others = [{ title: 'Depths' }, { text: 'Make it deeper.' }, { ask: 'Worse?' }].map((change) => ownLessonId({ ...lesson, ...change }));
  expect(new Set([ownLessonId(lesson), ...others]).size).toBe(4);
  expect(ownLessonId(lesson)).toMatch(/^own-[0-9a-f]{16}$/);
});
