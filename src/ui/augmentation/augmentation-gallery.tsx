import { Button } from '@mantine/core';
import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import { messageOf } from '../../core/words';
import type { AugmentedView } from '../../engine/protocol';
import { editTrick } from '../../store/edit';
import { missingFiles } from '../../store/playground';
import { latestMetrics } from '../../store/run-record';
import { dataFacts } from '../shared/data-facts';
import { PixelCanvas } from '../shared/canvas';
import { samplePixels } from '../shared/pixels';
import { useCurrentRun, usePlayground, usePlaygroundState } from '../playground-context';
import type { SlotProps } from '../tricks/slots';
import classes from './augmentation-gallery.module.css';
import { targetText, verdictOf, type Tally } from './tally';

const SHOWN = 12;
/** A field that is being dragged asks for new samples no more often than this, in ms. */
const SETTLED = 150;
const NOTHING_SEEN: Tally = { seen: 0, invalid: 0 };

/** Original samples above what a trick makes of them; the visitor marks those that a human would no longer give the same label. */
export default function AugmentationGallery({ trick: { id: trick } }: SlotProps) {
  const playground = usePlayground();
  const experiment = usePlaygroundState((state) => state.experiment);
  const files = usePlaygroundState((state) => state.files);
  const ready = usePlaygroundState((state) => state.backend !== undefined);
  const run = useCurrentRun();
  const [draw, setDraw] = useState(0);
  const [answer, setAnswer] = useState<{ readonly samples: readonly AugmentedView[] } | { readonly problem: string }>();
  const [marked, setMarked] = useState<ReadonlySet<number>>(new Set());
  const [before, setBefore] = useState<Tally>(NOTHING_SEEN);
  const subject = JSON.stringify([experiment.data, experiment.tricks[trick]]);
  const [tallied, setTallied] = useState(subject);
  // Marks belong to one setting of the trick: with another, counting begins anew.
  if (tallied !== subject) {
    setTallied(subject);
    setMarked(new Set());
    setBefore(NOTHING_SEEN);
  }
  const { shape, classes: names } = dataFacts(experiment.data);
  const missing = missingFiles(playground.catalogue, experiment, files);
  const possible = ready && missing === undefined && shape.length === 3;

  // A trick that is off shows what it would do.
  const shown = useMemo(() => (trick in experiment.tricks ? experiment : editTrick(playground.catalogue, experiment, trick, true).experiment), [playground, experiment, trick]);
  const ask = useEffectEvent(async () => {
    try {
      return { samples: await playground.augmented({ experiment: shown, trick, count: SHOWN, first: draw * SHOWN, draw }) };
    } catch (error) {
      return { problem: messageOf(error) };
    }
  });
  useEffect(() => {
    if (!possible) return;
    let wanted = true;
    const timer = setTimeout(() => void ask().then((got) => wanted && setAnswer(got)), SETTLED);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [subject, draw, possible]);

  if (shape.length !== 3) return <p className={classes.help}>Points have no picture to show.</p>;
  if (missing !== undefined) return <p className={classes.help}>{missing}</p>;
  if (!answer) return <p className={classes.help}>Drawing samples …</p>;
  if ('problem' in answer) return <p className={classes.help}>{answer.problem}</p>;

  const { samples } = answer;
  const toggle = (index: number): void => setMarked((current) => new Set(current.has(index) ? [...current].filter((one) => one !== index) : [...current, index]));
  const tally: Tally = { seen: before.seen + samples.length, invalid: before.invalid + marked.size };
  const more = (): void => {
    setBefore(tally);
    setMarked(new Set());
    setDraw(draw + 1);
  };
  const name = (label: number): string => names[label] ?? String(label);
  const metrics = run && latestMetrics(run);
  const error = run && metrics && run.experiment.data.id === experiment.data.id ? 1 - metrics.dev.accuracy : undefined;

  return (
    <section aria-label="Augmented samples">
      <p className={classes.help}>Training samples, and beneath each what the trick makes of it. What a person would no longer call the same is spoiled: click it.</p>
      <ul className={classes.grid} aria-label="Training samples before and after">
        {samples.map((sample) => (
          <li key={sample.index}>
            <button type="button" className={classes.pair} aria-pressed={marked.has(sample.index)} onClick={() => toggle(sample.index)} aria-label={`Sample ${sample.index + 1}, ${name(sample.label)}: no longer valid`}>
              <Picture features={sample.original} shape={shape} />
              <Picture features={sample.augmented} shape={shape} />
              <span className={classes.caption}>{targetText(sample, name)}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className={classes.foot}>
        <Button variant="default" size="xs" onClick={more}>
          New samples
        </Button>
        <p className={classes.help} aria-live="polite">
          {verdictOf(tally, error)}
        </p>
      </div>
    </section>
  );
}

function Picture({ features, shape }: { readonly features: Uint8Array | Float32Array; readonly shape: readonly number[] }) {
  const [height, width, channels] = shape as readonly [number, number, number];
  return <PixelCanvas pixels={samplePixels(features, channels)} width={width} height={height} className={classes.picture} />;
}
