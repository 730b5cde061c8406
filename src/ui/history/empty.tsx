import { Button } from '@mantine/core';
import { usePlayground } from '../playground-context';
import { showView } from '../shell/views';
import classes from './history.module.css';

/** Before there is anything to list. */
export function Empty() {
  const playground = usePlayground();
  return (
    <section className={classes.empty} aria-labelledby="no-runs">
      <h2 id="no-runs">No run has been kept yet</h2>
      <p>
        Every run you train appears here by itself, on the page or from the queue, with its curve, its accuracy and its settings, and is still here when you come back. Press Train at the top, or set an experiment up on
        the left and press Queue to have it trained in the background.
      </p>
      <Button
        size="sm"
        onClick={() => {
          showView('train');
          void playground.train();
        }}
      >
        Train the experiment on the left
      </Button>
    </section>
  );
}
