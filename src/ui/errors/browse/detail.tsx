import { useState } from 'react';
import type { Saliency, SaliencyMethod, SampleView } from '../../../engine/protocol';
import { usePlayground } from '../../playground-context';
import { attributeTexts } from '../../shared/samples/attributes';
import { SamplePicture } from '../../shared/samples/sample-grid';
import { ProbabilityBars } from '../../shared/samples/probability-bars';
import { Segments } from '../../shared/segments';
import { topClasses } from '../../shared/pixels';
import { useAnswer } from '../../shared/use-answer';
import type { SectionProps } from '../shared/section-props';
import classes from './browse.module.css';
import { HeatMap } from './heat-map';
import { explain, METHODS } from './methods';

interface Props extends SectionProps {
  readonly sample: SampleView | undefined;
}

/** Classes whose probabilities are shown, the likeliest first. */
const MOST_CLASSES = 6;
/** Between two maps of one sample while the network learns, in ms; occlusion asks the network about 200 times. */
const GAP: Readonly<Record<SaliencyMethod, number>> = { gradient: 500, occlusion: 2000, 'grad-cam': 500 };

/** One sample: what the network makes of it, what is known about it, and what it looks at. */
export function Detail({ facts, data, names, shape, occasion, sample }: Props) {
  const { trainer } = usePlayground();
  const [method, setMethod] = useState<SaliencyMethod>('gradient');
  const [about, setAbout] = useState<'said' | 'truth'>('said');
  const { view, decided, correct } = facts;
  const index = sample?.index;
  const label = index === undefined ? undefined : about === 'truth' ? view.labels[index]! : decided[index]!;
  const { answer: saliency, ref } = useAnswer<Saliency, HTMLDivElement>(trainer, {
    ask: () => trainer.saliency({ split: view.split, index: index!, method, label }),
    subject: JSON.stringify([data, view.split, index, method, label]),
    occasion,
    gap: GAP[method],
    enabled: index !== undefined,
  });
  if (!sample || index === undefined) {
    return (
      <p ref={ref} className={classes.hint}>
        Choose a sample, by mouse or with the arrow keys, to see what else the network thought of, and what it looked at.
      </p>
    );
  }
  const name = (one: number): string => names[one] ?? String(one);
  const probabilities = view.probabilities.subarray(index * view.classes, (index + 1) * view.classes);
  const refusal = saliency && 'refusal' in saliency ? saliency.refusal : undefined;
  const map = saliency && !('refusal' in saliency) ? saliency : undefined;
  return (
    <div ref={ref} className={classes.detail} role="group" aria-label={`Sample ${index + 1}`}>
      <div className={classes.facts}>
        <p>
          Sample {index + 1}: <b>{name(sample.label)}</b>, {correct[index] ? 'recognised' : <>taken for <b>{name(decided[index]!)}</b></>}, loss {view.losses[index]!.toFixed(2)}
        </p>
        <ProbabilityBars label="What the network says of it" rows={topClasses(probabilities, MOST_CLASSES).map(({ label: one, probability }) => ({ name: name(one), probability }))} />
        {sample.attributes && (
          <ul className={classes.attributes}>
            {attributeTexts(sample.attributes).map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        )}
      </div>
      <div className={classes.why}>
        <div className={classes.switches}>
          <Segments label="Method" data={[...METHODS]} value={method} onChange={(value) => setMethod(value as SaliencyMethod)} />
          {!correct[index] && (
            <Segments
              label="Which class is explained"
              data={[
                { value: 'said', label: `Why “${name(decided[index]!)}”` },
                { value: 'truth', label: `Why not “${name(sample.label)}”` },
              ]}
              value={about}
              onChange={(value) => setAbout(value as 'said' | 'truth')}
            />
          )}
        </div>
        {shape.length === 3 && (
          <div className={classes.pictures}>
            <SamplePicture sample={sample} shape={shape} className={classes.large} />
            {map ? <HeatMap sample={sample} shape={shape} map={map} name={name(map.label)} /> : <span className={classes.heat} />}
            <p className={classes.note}>
              {refusal}
              {map && (
                <>
                  <i data-side="for" aria-hidden /> for “{name(map.label)}”{map.method !== 'grad-cam' && <> <i data-side="against" aria-hidden /> against</>}. {explain(map, name(map.label))}
                </>
              )}
            </p>
          </div>
        )}
        {shape.length !== 3 && refusal !== undefined && <p className={classes.note}>{refusal}</p>}
        {map && shape.length !== 3 && (
          <p className={classes.note}>
            By its slope, the logit of “{name(map.label)}” owes {Array.from(map.values, (value, i) => `${value.toFixed(2)} to coordinate ${i + 1} (${Number(sample.features[i]).toFixed(2)})`).join(' and ')}. This holds
            for small changes only.
          </p>
        )}
      </div>
    </div>
  );
}
