/** What the tabs of one browser tell each other of their trials, and which of them runs the queue. */
import type { Catalogue } from '../../core/catalogue';
import type { Study } from '../../lab/study';
import type { Remark, Trial } from '../../lab/trial';
import { readStudy, readTrial } from './stored-trial';

export interface PeerMessage {
  /** Changed or new. */
  readonly trials?: readonly Trial[];
  readonly removed?: readonly string[];
  readonly study?: Study;
  /** Of the queue. */
  readonly paused?: boolean;
}

export interface Peers {
  post(message: PeerMessage): void;
  listen(hear: (message: PeerMessage) => void): void;
  close(): void;
}

const CHANNEL = 'grimoire:lab';
const LOCK = 'grimoire:queue';

/** The other tabs; nobody where the browser has no channels, or gives the page none. */
export function openPeers(catalogue: Catalogue, name = CHANNEL): Peers | undefined {
  if (typeof BroadcastChannel === 'undefined') return undefined;
  const channel = openChannel(name);
  return channel && {
    post: (message) => channel.postMessage(message),
    listen: (hear) => {
      // Another tab may have been opened with another version of the page.
      channel.onmessage = ({ data }: MessageEvent<PeerMessage>) => {
        const study = readStudy(catalogue, data.study);
        hear({
          ...(data.trials ? { trials: data.trials.flatMap((trial) => readTrial(catalogue, trial) ?? []) } : {}),
          ...(data.removed ? { removed: data.removed } : {}),
          ...(study ? { study } : {}),
          ...(data.paused === undefined ? {} : { paused: data.paused }),
        });
      };
    },
    close: () => channel.close(),
  };
}

function openChannel(name: string): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(name);
  } catch {
    // Firefox throws where storage is blocked.
    return undefined;
  }
}

/**
 * Waits until this tab is the one that runs the queue, which it then is until it is closed.
 * @param onWait called first where another tab is it
 */
export function claimQueue(onWait: () => void, locks: LockManager | undefined): Promise<void> {
  // Without locks, two tabs would run the same trials, which costs time but spoils nothing.
  if (!locks) return Promise.resolve();
  const untilClosed = new Promise<never>(() => undefined);
  return new Promise((resolve) => {
    const take = (): Promise<never> => {
      resolve();
      return untilClosed;
    };
    const wait = (): void => {
      onWait();
      // It fails only where this tab is about to be closed.
      locks.request(LOCK, take).catch(() => undefined);
    };
    locks.request(LOCK, { ifAvailable: true }, (lock) => (lock ? take() : wait())).catch(() => resolve());
  });
}

/** What the visitor has added to a trial. */
export function remarkOf({ label, note, tags, starred }: Trial): Remark {
  return { label, note, tags, starred };
}
