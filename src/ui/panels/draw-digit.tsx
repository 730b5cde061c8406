import { Button } from '@mantine/core';
import { useId, useMemo, useState } from 'react';
import styles from './draw/draw.module.css';
import { Pad } from './draw/pad';
import { BLANK, type Drawing } from './draw/pen';
import { SIDE, toImage } from './draw/to-image';
import type { PanelProps } from './panel-props';
import { PixelCanvas } from '../shared/canvas';
import { dataFacts } from '../shared/data-facts';
import { Empty, Panel } from '../shared/panel';
import { samplePixels, topClasses } from '../shared/pixels';
import { ProbabilityBars } from '../shared/samples/probability-bars';
import { useAnswer } from '../shared/use-answer';

/** Between two answers to the same drawing while the network learns, in ms. */
const LIVE = 1000;
/** With more classes than this, only the most probable ones are shown. */
const MOST_BARS = 12;
const NOTHING = new Float32Array(SIDE * SIDE);

/** A pad to draw on, and what the network, as it is at this moment, makes of the drawing. */
export function DrawDigit(props: PanelProps) {
  const { shape, classes } = dataFacts(props.experiment.data);
  const fits = shape.length === 3 && shape[0] === SIDE && shape[1] === SIDE && shape[2] === 1;
  const digits = classes.length <= 10;
  const title = digits ? 'Draw a digit' : 'Draw a character';
  if (!fits) {
    return (
      <Panel title={title} help="Test the network on your own handwriting.">
        <Empty title="Drawing works with grey pictures of 28 × 28 pixels">Choose the data set of handwritten characters or MNIST, train, and draw.</Empty>
      </Panel>
    );
  }
  return <Drawable {...props} title={title} classes={classes} digits={digits} />;
}

function Drawable({ trainer, experiment, revision, status, title, classes, digits }: PanelProps & { title: string; classes: readonly string[]; digits: boolean }) {
  const [drawing, setDrawing] = useState<Drawing>(BLANK);
  const image = useMemo(() => toImage(drawing.strokes), [drawing.strokes]);
  const pixels = useMemo(() => samplePixels((image ?? NOTHING).map((ink) => 255 * ink), 1), [image]);
  const keysId = useId();
  const { answer, ref } = useAnswer<Float32Array>(trainer, {
    ask: () => trainer.predict(image ?? NOTHING),
    subject: JSON.stringify([experiment.data, image === undefined]),
    occasion: `${revision} ${status} ${inkCode(drawing)}`,
    every: status === 'training' ? LIVE : undefined,
    enabled: image !== undefined,
  });
  const [best] = answer ? topClasses(answer, 1) : [];
  const row = ({ label, probability }: ReturnType<typeof topClasses>[number]) => ({ name: classes[label] ?? String(label), probability });

  return (
    <Panel
      ref={ref}
      title={title}
      help={`Draw ${digits ? `one of ${classes.join(' ')}` : 'a digit or a letter'} and see what the network makes of it; the answer keeps changing while it learns.`}
    >
      <div className={styles.layout}>
        <Pad drawing={drawing} onChange={setDrawing} label={`Drawing pad: ${title.toLowerCase()} here`} describedBy={keysId} />
        <div className={styles.answer}>
          {!image ? (
            <Empty title="The pad is empty">Draw with the mouse, a finger or a pen.</Empty>
          ) : !answer || !best ? (
            <Empty title="No network yet">The answer comes as soon as there is one.</Empty>
          ) : (
            <>
              <p className={styles.verdict} aria-live="polite">
                {best.probability > 0.5 ? 'The network says' : 'Unsure, perhaps'} <b>{row(best).name}</b>
              </p>
              <ProbabilityBars
                label="Class probabilities"
                rows={
                  classes.length <= MOST_BARS
                    ? Array.from(answer, (probability, label) => row({ label, probability }))
                    : topClasses(answer, MOST_BARS).map(row)
                }
              />
            </>
          )}
        </div>
      </div>
      <div className={styles.under}>
        <span className={styles.seen}>
          <PixelCanvas pixels={pixels} width={SIDE} height={SIDE} className={styles.image} label="Your drawing as the network sees it" />
          what the
          <br />
          network sees
        </span>
        <Button variant="default" size="xs" className={styles.clear ?? ''} disabled={drawing.strokes.length === 0} onClick={() => setDrawing(BLANK)}>
          Clear
        </Button>
      </div>
      <span id={keysId} className={styles.keys}>
        By keyboard: arrow keys move the pen, Enter lowers and lifts it, Delete wipes the pad.
      </span>
    </Panel>
  );
}

/** Changes whenever the ink does. */
function inkCode({ strokes }: Drawing): string {
  const last = strokes.at(-1)?.at(-1);
  return `${strokes.length} ${strokes.at(-1)?.length ?? 0} ${last?.x ?? ''} ${last?.y ?? ''}`;
}
