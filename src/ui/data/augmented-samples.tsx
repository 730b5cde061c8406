import { Button } from '@mantine/core';
import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import type { Catalogue } from '../../core/catalogue';
import { describeData, type Experiment } from '../../core/experiment';
import { tryFold } from '../../core/fold';
import { messageOf } from '../../core/words';
import type { AugmentedView } from '../../engine/protocol';
import { targetText } from '../augmentation/tally';
import { usePlayground, usePlaygroundState } from '../playground-context';
import { showTrick } from '../shell/views';
import classes from './data.module.css';
import { SampleFigure } from './evidence/picture';

const SHOWN = 12;
const SETTLED = 150;

interface Props {
  readonly experiment: Experiment;
  /** Tells the data from others. */
  readonly subject: string;
  readonly names: readonly string[];
}

/** Training samples above what all augmentations of the experiment together make of them. */
export function AugmentedSamples({ experiment, subject, names }: Props) {
  const playground = usePlayground();
  const { catalogue } = playground;
  const titles = useMemo(() => augmentationsOf(catalogue, experiment), [catalogue, experiment]);
  const ready = usePlaygroundState((state) => state.backend !== undefined);
  const [draw, setDraw] = useState(0);
  const [answer, setAnswer] = useState<{ readonly samples: readonly AugmentedView[] } | { readonly problem: string }>();
  const { shape } = describeData(catalogue, experiment.data);
  const images = shape.length === 3;
  const ask = useEffectEvent(async () => {
    try {
      return { samples: await playground.augmented({ experiment, count: SHOWN, first: draw * SHOWN, draw }) };
    } catch (error) {
      return { problem: messageOf(error) };
    }
  });
  const occasion = JSON.stringify([subject, experiment.tricks, experiment.run.seed]);
  useEffect(() => {
    if (!ready || !images) return;
    let wanted = true;
    const timer = setTimeout(() => void ask().then((got) => wanted && setAnswer(got)), SETTLED);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [occasion, draw, ready, images]);

  if (!images) return null;
  const name = (label: number): string => names[label] ?? String(label);
  const samples = answer && 'samples' in answer ? answer.samples : [];
  // Asked of the samples and not of the settings, which may not say all that happens to them.
  const changed = titles.length > 0 || samples.some(isChanged);
  return (
    <section className={classes.section} aria-labelledby="augmented-samples">
      <header className={classes.head}>
        <h3 id="augmented-samples">As the network gets them</h3>
        {changed && (
          <Button size="xs" variant="default" className={classes.button} onClick={() => setDraw(draw + 1)}>
            Augment others
          </Button>
        )}
      </header>
      {answer && 'problem' in answer && <p className={classes.problem}>{answer.problem}</p>}
      {changed ? (
        <>
          <p className={classes.help}>
            Training samples, and beneath each what {titles.length > 0 ? `${titles.join(', ')} ${titles.length === 1 ? 'makes' : 'make'} of it` : 'the network gets'}. The labels should still be true: the card of each
            augmentation lets you count those that are not.
          </p>
          <ul className={classes.augmented} aria-label="Training samples before and after augmentation">
            {samples.map((sample) => (
              <li key={sample.index}>
                <SampleFigure features={sample.original} shape={shape} />
                <SampleFigure features={sample.augmented} shape={shape} />
                <span>{targetText(sample, name)}</span>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p className={classes.help}>
          No augmentation is switched on, so the network gets the training samples as they are. The card of an augmentation shows what it does and counts the samples that it spoils.{' '}
          <button type="button" className={classes.link} onClick={() => showTrick(undefined)}>
            Find one among the tricks
          </button>
        </p>
      )}
    </section>
  );
}

/** Whether a sample reaches the network otherwise than it is stored, by more than rounding. */
function isChanged({ original, augmented }: AugmentedView): boolean {
  return original.some((value, i) => Math.abs(value - augmented[i]!) > 1);
}

/** Titles of the tricks that change training samples; none where the experiment cannot be trained. */
function augmentationsOf(catalogue: Catalogue, experiment: Experiment): string[] {
  const { recipe } = tryFold(catalogue, experiment);
  return recipe?.tricks.flatMap(({ declaration, effects }) => (effects.augment || effects.batch ? [declaration.title.toLowerCase()] : [])) ?? [];
}
