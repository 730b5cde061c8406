import { grouped } from '../core/words';
import type { RunEvent } from '../engine/protocol';

const WIDTH = 24;

/** One line on a terminal that is drawn over again; elsewhere one line per evaluation. */
export class ProgressBar {
  private steps = 1;
  private dev = '';

  constructor(private readonly stream: NodeJS.WriteStream) {}

  show(event: RunEvent): void {
    if (event.type === 'started') {
      this.steps = event.steps;
      this.stream.write(`${event.backend.device}: ${event.backend.reason} ${grouped(event.parameters)} parameters, ${event.steps} steps of ${event.batchSize}.\n`);
    } else if (event.type === 'note') this.stream.write(`${event.text}\n`);
    else if (event.type === 'evaluated') {
      this.dev = `  dev loss ${event.dev.loss.toFixed(3)}  accuracy ${(100 * event.dev.accuracy).toFixed(1)} %`;
      if (!this.stream.isTTY) this.stream.write(`step ${event.step} of ${this.steps}  epoch ${event.epoch.toFixed(2)}${this.dev}\n`);
    } else if (event.type === 'progress' && this.stream.isTTY) {
      const done = Math.round((WIDTH * event.step) / this.steps);
      this.stream.write(`\r${'█'.repeat(done)}${'░'.repeat(WIDTH - done)} ${event.step}/${this.steps}  ${Math.ceil(event.secondsLeft)} s left${this.dev}   `);
    }
  }

  end(): void {
    if (this.stream.isTTY) this.stream.write('\n');
  }
}
