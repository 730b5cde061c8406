import type { Pause } from '../../export/files/archive';

/** Work goes on for so long at once, in ms. */
const TURN = 12;

/** Lets the page have a turn now and then during long work. */
export function takingTurns(): Pause {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < TURN) return;
    await new Promise((resolve) => setTimeout(resolve));
    began = performance.now();
  };
}
