import type { Attributes, SliceOptions } from '../../../diagnose/errors/slices';
import type { OutcomesView } from '../../../engine/protocol';

/** Numbers that name a person or a thing, so that they are not put in order. */
const NAMES: SliceOptions['kinds'] = { writer: 'categorical', object: 'categorical', background: 'categorical', class: 'categorical' };

export const SLICE_OPTIONS: SliceOptions = { kinds: NAMES };

/** What is known of each sample, its class included, as the rules read it, [n]. */
export function attributeRows({ labels, attributes }: Pick<OutcomesView, 'labels' | 'attributes'>, names: readonly string[]): Attributes[] {
  const columns = Object.entries(attributes);
  return Array.from(labels, (label, i) => {
    const row: Record<string, number | string> = { class: names[label] ?? String(label) };
    for (const [name, values] of columns) if (!Number.isNaN(values[i])) row[name] = values[i]!;
    return row;
  });
}
