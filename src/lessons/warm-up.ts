import { declareLesson } from './shared/lesson';

const BASE = '#v=1&data.size=1500&epochs=4&batch=50&model.width=6&model.hidden=32';
const WARM = '&warmup.epochs=1.5&warmup.from=0.02';

export const warmUp = declareLesson({
  id: 'warm-up',
  title: 'Warm-up and the largest stable rate',
  topic: 'rate',
  claims: [{ row: 3, source: 'DM', says: 'Warming up the learning rate allows a larger initial rate, and with it faster convergence.' }],
  question: 'Up to which learning rate does a network survive its first steps, with a rate that grows slowly and without?',
  idea: 'Fresh weights give large gradients that point nowhere in particular. A full-sized step on them can throw a ReLU network where all of its units are silent, from which no gradient leads back.',
  fair: 'Three rates, each with a warm-up over one and a half epochs and without. A run that diverges or never learns counts with the accuracy of guessing, so the mean over seeds falls as soon as some of the runs are lost.',
  look: 'At the high rates, look at the share of dead units (health, on the right) right after the first steps.',
  formula: String.raw`\eta_s \leftarrow \eta_s\,\bigl(f + (1-f)\min(1, e/w)\bigr)`,
  arms: [
    { id: 'cold-0.1', name: 'Rate 0.1', link: `${BASE}&lr=0.1&warmup=off` },
    { id: 'warm-0.1', name: 'Rate 0.1, warm-up', link: `${BASE}&lr=0.1${WARM}` },
    { id: 'cold-0.15', name: 'Rate 0.15', link: `${BASE}&lr=0.15&warmup=off` },
    { id: 'warm-0.15', name: 'Rate 0.15, warm-up', link: `${BASE}&lr=0.15${WARM}` },
    { id: 'cold-0.2', name: 'Rate 0.2', link: `${BASE}&lr=0.2&warmup=off` },
    { id: 'warm-0.2', name: 'Rate 0.2, warm-up', link: `${BASE}&lr=0.2${WARM}` },
  ],
  varies: ['lr', 'warmup'],
  measures: ['dev-accuracy', 'steps-to'],
  target: 0.8,
  expects: [{ arm: 'warm-0.15', than: 'cold-0.15', is: 'higher' }],
  matters: 1,
  prediction: {
    ask: 'At a rate of 0.15, how does dev accuracy with warm-up compare with that without?',
    arm: 'warm-0.15',
    than: 'cold-0.15',
    options: { higher: 'Higher with warm-up', lower: 'Lower with warm-up', unclear: 'No clear difference' },
  },
});
