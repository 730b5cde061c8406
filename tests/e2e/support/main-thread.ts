/** What the page's main thread does, from the browser's own trace of its tasks. */
import type { CDPSession, Page } from '@playwright/test';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds by the clock, and of the processor. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

export interface Tasks {
  readonly count: number;
  /** Those that kept the processor busy for over 50 ms, in ms; waiting for other programs on a busy machine is not counted. */
  readonly long: readonly number[];
  /** Those that took so long by the clock. */
  readonly slow: readonly number[];
  /** Long tasks as the Long Tasks API reports them, in ms. */
  readonly reported: readonly number[];
}

/** Records every task of the page's main thread while `work` is done. */
export async function tasksDuring(page: Page, work: () => Promise<void>): Promise<Tasks> {
  const session = await page.context().newCDPSession(page);
  await page.evaluate(() => {
    const seen: number[] = [];
    new PerformanceObserver((list) => seen.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
    Object.assign(window, { longTasks: seen });
  });
  await session.send('Tracing.start', { transferMode: 'ReturnAsStream', traceConfig: { includedCategories: ['toplevel', '__metadata', 'disabled-by-default-devtools.timeline'] } });
  await work();
  const events = await endTrace(session);
  const reported = await page.evaluate(() => (window as unknown as { longTasks: number[] }).longTasks);
  await session.detach();
  // The page's renderer is the one with the most tasks on a thread of that name.
  const threads = new Map<string, { clock: number; busy: number }[]>();
  const mains = new Set(events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(({ pid, tid }) => `${pid} ${tid}`));
  for (const { name, pid, tid, dur, tdur = dur } of events) {
    const thread = `${pid} ${tid}`;
    if (name === 'RunTask' && dur !== undefined && mains.has(thread)) (threads.get(thread) ?? threads.set(thread, []).get(thread)!).push({ clock: dur / 1000, busy: tdur! / 1000 });
  }
  const tasks = [...threads.values()].sort((a, b) => b.length - a.length)[0] ?? [];
  const over = (times: readonly number[]): number[] => times.filter((ms) => ms > 50);
  return { count: tasks.length, long: over(tasks.map(({ busy }) => busy)), slow: over(tasks.map(({ clock }) => clock)), reported };
}

async function endTrace(session: CDPSession): Promise<TraceEvent[]> {
  const ended = new Promise<string>((resolve) => session.once('Tracing.tracingComplete', ({ stream }) => resolve(stream!)));
  await session.send('Tracing.end');
  const handle = await ended;
  let text = '';
  for (;;) {
    const { data, eof, base64Encoded } = await session.send('IO.read', { handle });
    text += base64Encoded ? Buffer.from(data, 'base64').toString('utf8') : data;
    if (eof) break;
  }
  await session.send('IO.close', { handle });
  return (JSON.parse(text) as { traceEvents: TraceEvent[] }).traceEvents;
}
