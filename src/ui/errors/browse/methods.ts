import type { SaliencyMap, SaliencyMethod } from '../../../engine/protocol';
import { numeral, points } from '../../../diagnose/words';
import { strongest } from './heat';

export const METHODS: readonly { readonly value: SaliencyMethod; readonly label: string }[] = [
  { value: 'gradient', label: 'Gradient × input' },
  { value: 'occlusion', label: 'Occlusion' },
  { value: 'grad-cam', label: 'Grad-CAM' },
];

/** What a map shows, and what it cannot show. */
export function explain(map: SaliencyMap, name: string): string {
  const most = strongest(map);
  switch (map.method) {
    case 'gradient':
      return `How much, judged by its slope, the logit of “${name}” would lose if a pixel became mean grey (strongest ${numeral(most)}). Slopes hold for tiny changes only, so single pixels are noisy, and where the answer is already certain they say little.`;
    case 'occlusion':
      return `How much the probability of “${name}” drops when a grey square of ${map.patch} × ${map.patch} pixels covers a place (at most ${points(most)}). The square is itself unlike anything in the data, and of two parts that can stand in for each other neither seems to matter.`;
    case 'grad-cam':
      return `Where the last feature map (“${map.layer}”, ${map.height} × ${map.width} places) holds what raises the logit of “${name}”. It is coarse, leaves out what speaks against the class, and its strength means nothing between samples.`;
  }
}
