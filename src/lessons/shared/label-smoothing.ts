/** What the lessons on label smoothing have in common, so that they can be compared. */
import type { Lesson } from './lesson';

/** Three strengths on one network. @param base the link that all arms share @param classes in words, for the question */
export function smoothingStrengths(base: string, classes: string): Pick<Lesson, 'formula' | 'arms' | 'varies' | 'measures' | 'expects' | 'matters' | 'prediction'> {
  return {
    formula: String.raw`y' = (1-\varepsilon)\,y + \frac{\varepsilon}{K-1}\,(1-y)`,
    arms: [
      { id: 'none', name: 'ε = 0', link: `${base}&ls.epsilon=0` },
      { id: '0.1', name: 'ε = 0.1', link: `${base}&ls` },
      { id: '0.2', name: 'ε = 0.2', link: `${base}&ls.epsilon=0.2` },
    ],
    varies: ['ls'],
    measures: ['dev-accuracy', 'dev-loss'],
    expects: [{ arm: '0.1', than: 'none', is: 'higher' }],
    matters: 0.5,
    prediction: {
      ask: `How does the dev accuracy with ε = 0.1 compare with that of hard labels, on ${classes}?`,
      arm: '0.1',
      than: 'none',
      options: { higher: 'Smoothing ends higher', lower: 'Smoothing ends lower', unclear: 'No clear difference' },
    },
  };
}
