/** Least time between two questions of one panel, in ms. */
const GAP_MS = 500;

export interface Asker {
  /** Asks now, or as soon as the last answer is there and the gap is over; requests in between are one. */
  request(): void;
  /** From now on nothing is asked or told. */
  cancel(): void;
}

/**
 * Asks a worker no more often than it can bear: one question at a time, the next at least `gap` ms after the last was put.
 * @param tell given each answer
 * @param fail given the reason when a question was refused
 */
export function createAsker<T>(ask: () => Promise<T>, tell: (answer: T) => void, fail: (reason: unknown) => void, gap: number = GAP_MS): Asker {
  let wanted = false;
  let busy = false;
  let cancelled = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const go = async (): Promise<void> => {
    wanted = false;
    busy = true;
    const over = new Promise((resolve) => {
      timer = setTimeout(resolve, gap);
    });
    try {
      const answer = await ask();
      if (!cancelled) tell(answer);
    } catch (reason) {
      if (!cancelled) fail(reason);
    }
    await over;
    busy = false;
    if (wanted && !cancelled) void go();
  };

  return {
    request() {
      wanted = true;
      if (!busy && !cancelled) void go();
    },
    cancel() {
      cancelled = true;
      clearTimeout(timer);
    },
  };
}
