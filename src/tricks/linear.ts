import { number } from '../core/fields';
import { aboveFloor, inOneCycle, pythonAboveFloor } from '../core/schedules';
import { declareTrick } from '../core/trick';

export const linear = declareTrick({
  id: 'linear',
  key: 'linear',
  title: 'Linear decay',
  group: 'schedule',
  exclusive: 'schedule',
  summary: 'The rate falls in a straight line from the full one at the start to nothing at the end.',
  advice:
    'The plainest schedule that lets a run settle, and hard to beat when the length of the run is known in advance: in a broad comparison it did as well as a cosine, or better.',
  formula: String.raw`\eta_s = \eta\,\bigl(m + (1-m)(1-t)\bigr),\quad t = s/S`,
  source: {
    citation: 'Defazio et al. 2023, When, why and how much? Adaptive learning rate scheduling by refinement',
    url: 'https://arxiv.org/abs/2310.07831',
  },
  fields: {
    floor: number({ label: 'Floor', help: 'The share of the base rate at which the line ends.', default: 0, min: 0, max: 1, role: 'structural' }),
  },
  effects: ({ floor }) => ({ schedule: inOneCycle(({ progress }) => aboveFloor(floor, 1 - progress)) }),
  pytorch: ({ floor }) => ({ schedule: [`f = ${pythonAboveFloor(floor, '(1 - step / steps)')}`] }),
});
