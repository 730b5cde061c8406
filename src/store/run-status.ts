/** Where a run stands, as the page tells it. */
export type RunStatus = 'starting' | 'training' | 'paused' | 'finished' | 'failed' | 'stopped';
