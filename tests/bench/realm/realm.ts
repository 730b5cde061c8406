/** What runs inside a realm: does what it is asked to, with the clock in its hand. */
import type { Engine, Training } from '../engines/engine';
import type { GpuCounters } from '../measure/gpu-counters';
import type { ThreadClock } from '../measure/thread-time';
import { profileGpu } from '../measure/gpu-profile';
import { type Answers, COUNTED, type Counts, type Message, type RequestName, type Reply, type Requests, type Slice } from '../protocol';
import { workload } from '../workloads/workloads';

type Handlers = { [Name in RequestName]: (request: Requests[Name]) => Promise<Answers[Name]> };

/** What a surrounding brings along. */
export interface Surroundings {
  /** In ms, of the whole process. */
  cpuTime?(): number;
  readonly threadClock?: ThreadClock | undefined;
  openEngine(request: Requests['open'], fail: (reason: string) => void): Promise<{ engine: Engine; counters: GpuCounters | undefined }>;
}

export class RealmServer {
  private engine: Engine | undefined;
  private counters: GpuCounters | undefined;
  private training: Training | undefined;
  private multiply: ((count: number) => Promise<void>) | undefined;
  private failure: string | undefined;

  constructor(private readonly surroundings: Surroundings) {}

  async answer(message: Message): Promise<Reply<unknown>> {
    try {
      const handler = this.handlers[message.name] as (request: Requests[RequestName]) => Promise<unknown>;
      const value = await handler(message.request);
      const failure = this.failure ?? this.counters?.error;
      return failure === undefined ? { value } : { problem: firstLine(failure) };
    } catch (error) {
      return { problem: firstLine(error instanceof Error ? error.message : String(error)) };
    }
  }

  private readonly handlers: Handlers = {
    open: async (request) => {
      const { engine, counters } = await this.surroundings.openEngine(request, (reason) => (this.failure ??= reason));
      this.engine = engine;
      this.counters = counters;
      return engine.open(request.backend);
    },
    start: async (request) => {
      this.training = await this.engine!.start(workload(request.workload, request.entries), request.probeEvery);
      return {};
    },
    first: () =>
      this.slice(1, async () => {
        await this.training!.prepare?.();
        return this.training!.takeSteps(1);
      }),
    steps: ({ count }) => this.slice(count, () => this.training!.takeSteps(count)),
    encode: ({ count }) => this.encode(count),
    multiply: async ({ size, count }) => {
      this.multiply ??= await this.engine!.matrices(size);
      return this.slice(count, async () => {
        await this.multiply!(count);
        return NaN;
      });
    },
    profile: async ({ steps }) => {
      const { training, counters } = this;
      if (counters) return profileGpu(() => training!.takeSteps(1));
      return (await training!.profile?.(steps)) ?? [];
    },
  };

  private async encode(count: number): Promise<Slice> {
    const { counters } = this;
    const { threadClock } = this.surroundings;
    const run = () => this.training!.takeSteps(count);
    if (!counters || !threadClock) return this.slice(count, run);
    let asked = 0;
    const wall = counters.clock;
    counters.clock = () => {
      asked++;
      return threadClock.now();
    };
    const started = threadClock.now();
    const slice = await this.slice(count, run);
    counters.clock = wall;
    return { ...slice, busyMs: counters.lastSubmit - started - asked * threadClock.cost };
  }

  private async slice(steps: number, run: () => Promise<number>): Promise<Slice> {
    const { counters, surroundings } = this;
    const before = { ...counters?.counts };
    const cpuBefore = surroundings.cpuTime?.() ?? 0;
    const started = performance.now();
    const loss = await run();
    const ms = performance.now() - started;
    const note = this.training?.note?.();
    const cpuMs = surroundings.cpuTime && surroundings.cpuTime() - cpuBefore;
    const slice = { steps, ms, loss, ...(note !== undefined && { note }), ...(cpuMs !== undefined && { cpuMs }) };
    if (!counters) {
      const peakBytes = this.engine!.heapBytes();
      return { ...slice, busyMs: ms, ...(peakBytes !== undefined && { peakBytes }) };
    }
    const counts = Object.fromEntries(COUNTED.map((name) => [name, counters.counts[name] - before[name]!])) as Counts;
    // All is encoded once the last commands are handed over; what follows is waiting.
    return { ...slice, busyMs: counters.lastSubmit - started, peakBytes: counters.peakBytes, counts };
  }
}

const firstLine = (text: string): string => text.trim().split('\n')[0]!;
