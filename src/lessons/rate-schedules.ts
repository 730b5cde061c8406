import { declareLesson } from './shared/lesson';

const BASE = '#v=1&data.size=2000&data.difficulty=0.5&epochs=6&batch=64&model.width=6&model.hidden=32';

export const rateSchedules = declareLesson({
  id: 'rate-schedules',
  title: 'Cycles of cosine power annealing',
  topic: 'rate',
  claims: [{ row: 1, source: 'DM', says: 'Cosine power annealing in cycles of decaying amplitude, after a short warm-up, is the schedule that is easiest to tune and does best across data sets: better than a single cosine, and better than gamma decay.' }],
  question: 'Do three falls of the learning rate, each from half as high as the one before, beat a single fall?',
  idea: 'A schedule that rises again can leave a poor valley and try another. The article makes it the recommended default. The price is that part of the run is spent climbing, which a short run may not be able to afford.',
  fair: 'Every schedule gets the same number of steps, the same short warm-up and its own best base rate, chosen from one grid with seeds that are not used again. Otherwise one would compare the luck of a rate and not the schedules.',
  look: 'Watch dev accuracy at the ends of the cycles: each end is a network that could be used. Then compare the three only at the end of the run.',
  formula: String.raw`\eta_s = \eta\, d^{\,i}\,\frac{P^{u}-1}{P-1},\quad u = \tfrac12(1+\cos \pi t_i)`,
  arms: [
    { id: 'cycles', name: 'Cosine power cycles', link: `${BASE}&cpc` },
    { id: 'cosine', name: 'Cosine', link: BASE },
    { id: 'gamma', name: 'Gamma decay', link: `${BASE}&gamma-decay` },
  ],
  rates: [0.0125, 0.025, 0.05, 0.1],
  varies: ['cpc', 'gamma-decay'],
  measures: ['dev-accuracy', 'dev-loss'],
  expects: [
    { arm: 'cycles', than: 'cosine', is: 'higher' },
    { arm: 'cycles', than: 'gamma', is: 'higher' },
  ],
  matters: 0.5,
  prediction: {
    ask: 'In a run of 186 steps, how does the dev accuracy of cosine power cycles compare with that of a single cosine?',
    arm: 'cycles',
    than: 'cosine',
    options: { higher: 'Cycles end higher', lower: 'Cycles end lower', unclear: 'No clear difference' },
  },
});
