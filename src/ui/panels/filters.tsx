import { useComputedColorScheme } from '@mantine/core';
import { useLayoutEffect, useRef } from 'react';
import type { FilterView } from '../../engine/protocol';
import styles from './filters.module.css';
import type { PanelProps } from './panel-props';
import { kernelPixels } from '../shared/kernel-pixels';
import { Empty, Panel } from '../shared/panel';
import type { Rgb } from '../shared/colours';
import { useAnswer } from '../shared/use-answer';

/** Between two pictures while the network learns, in ms. */
const LIVE = 1000;
const LIGHT_ZERO: Rgb = [241, 243, 245];
const DARK_ZERO: Rgb = [59, 59, 59];
const MOST_FILTERS = 64;

/** The kernels of the first convolution as pictures, live. */
export function Filters({ trainer, experiment, revision, status }: PanelProps) {
  const { answer, ref } = useAnswer<FilterView | 'none'>(trainer, {
    ask: async () => (await trainer.filters()) ?? 'none',
    subject: JSON.stringify([experiment.data, experiment.model]),
    occasion: `${revision} ${status}`,
    every: status === 'training' ? LIVE : undefined,
  });
  const count = answer && answer !== 'none' ? answer.shape[3] : 0;

  return (
    <Panel
      ref={ref}
      title="First-layer filters"
      help={
        answer === 'none'
          ? 'What the first layer of a convolutional network looks for.'
          : 'Each little square slides over the image and answers where it finds itself. Watch noise turn into edges and spots as the network learns.'
      }
    >
      {!answer ? (
        <Empty title="No network yet">The filters appear with the first step of a run.</Empty>
      ) : answer === 'none' ? (
        <Empty title="This model has no filters">Choose the CNN or the residual network, on images, to see what its first layer looks for.</Empty>
      ) : (
        <>
          <FilterSheet view={answer} />
          <span className={styles.legend}>
            {answer.shape[2] === 3 ? (
              'Colours are the colours that a filter answers to; grey is no answer.'
            ) : (
              <>
                <span className={styles.positive} aria-hidden /> wants ink <span className={styles.negative} aria-hidden /> wants none
              </>
            )}
            {count > MOST_FILTERS && ` The first ${MOST_FILTERS} of ${count}.`}
          </span>
        </>
      )}
    </Panel>
  );
}

/** All kernels on one canvas, one pixel a weight; CSS makes it large. */
function FilterSheet({ view }: { readonly view: FilterView }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const dark = useComputedColorScheme('light') === 'dark';
  const [height, width, , filters] = view.shape;
  const shown = Math.min(filters, MOST_FILTERS);
  const columns = Math.min(8, shown);
  const rows = Math.ceil(shown / columns);

  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    context.clearRect(0, 0, context.canvas.width, context.canvas.height);
    for (let filter = 0; filter < shown; filter++) {
      const pixels = kernelPixels(view, filter, dark ? DARK_ZERO : LIGHT_ZERO);
      context.putImageData(new ImageData(pixels, width, height), (filter % columns) * (width + 1), Math.floor(filter / columns) * (height + 1));
    }
  }, [view, dark, shown, columns, height, width]);

  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={`${filters} filters of ${height} × ${width} weights`}
      className={styles.sheet}
      width={columns * (width + 1) - 1}
      height={rows * (height + 1) - 1}
      style={{ maxWidth: columns * 44 }}
    />
  );
}
