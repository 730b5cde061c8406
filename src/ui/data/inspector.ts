/** The data checks as the page keeps them: one worker for the data that are looked at, and the results of the last few data sets. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { NamedFile, SplitName } from '../../core/dataset';
import type { Experiment } from '../../core/experiment';
import { messageOf } from '../../core/words';
import type { CheckId, Finding } from '../../diagnose/data/finding';
import type { SampleView } from '../../engine/protocol';
import type { DataChecker, DataCheckEvent, ReadPart } from '../../engine/protocol/data-checks';

export interface Inspection {
  readonly status: 'running' | 'done' | 'failed';
  /** The share of the samples to be read that has been, 0 … 1. */
  readonly share: number;
  readonly parts: readonly ReadPart[];
  /** In the order in which they are made; empty until the samples are read. */
  readonly checks: readonly CheckId[];
  readonly findings: readonly Finding[];
  readonly seconds?: number;
  /** Why it failed, one sentence. */
  readonly problem?: string;
}

/** What is to be looked at. The key tells it from everything else. */
export interface Subject {
  readonly key: string;
  readonly experiment: Experiment;
  readonly files: readonly NamedFile[];
}

export interface CheckerConnection {
  readonly checker: DataChecker;
  /** Ends the worker and whatever it is doing. */
  close(): void;
}

type Connect = (onFailure: (reason: string) => void) => CheckerConnection;

const MOST_KEPT = 6;
const BEGUN: Inspection = { status: 'running', share: 0, parts: [], checks: [], findings: [] };

export class Inspector {
  /** By the key of the subject, the latest last. */
  readonly store: StoreApi<ReadonlyMap<string, Inspection>> = createStore(() => new Map());
  private worker: { readonly key: string; readonly connection: CheckerConnection; readonly opened: Promise<unknown> } | undefined;

  /** Forgets that the worker is to be ended when its check is done. */
  private stayAwake: (() => void) | undefined;

  constructor(private readonly connect: Connect) {}

  /** Checks the data of a subject, ending what was being done for another one. Never rejects: what goes wrong is told by the store. */
  async check(subject: Subject): Promise<void> {
    const { key } = subject;
    this.write(key, BEGUN);
    try {
      const { checker } = await this.open(subject);
      await checker.check((event) => this.hear(key, event));
    } catch (error) {
      // Nobody waits for what was given up.
      if (this.store.getState().get(key)?.status === 'running') this.fail(key, messageOf(error));
    }
  }

  /** Some samples of a split, the same ones for the same seed. @throws where the data cannot be opened, with a sentence */
  async draw(subject: Subject, split: SplitName, count: number, seed: number): Promise<SampleView[]> {
    const { checker } = await this.open(subject);
    return checker.draw(split, count, seed);
  }

  /** Ends the worker if it works for other data than these. A check that it ends is forgotten, so that it is made when the data come back. */
  leave(key: string | undefined): void {
    this.stayAwake?.();
    const { worker } = this;
    if (!worker || worker.key === key) return;
    this.end();
    if (this.store.getState().get(worker.key)?.status === 'running') this.write(worker.key, undefined);
  }

  /** Ends the worker unless it is checking, in which case it ends when that is done. */
  rest(): void {
    const { worker } = this;
    if (!worker) return;
    if (this.store.getState().get(worker.key)?.status !== 'running') return this.leave(undefined);
    this.stayAwake?.();
    const unsubscribe = this.store.subscribe((known) => {
      if (known.get(worker.key)?.status !== 'running') this.leave(undefined);
    });
    this.stayAwake = () => {
      unsubscribe();
      this.stayAwake = undefined;
    };
  }

  private async open({ key, experiment, files }: Subject): Promise<CheckerConnection> {
    this.leave(key);
    if (!this.worker) {
      const connection = this.connect((reason) => {
        this.fail(key, `The worker that checks data stopped (${reason})`);
        if (this.worker?.connection === connection) this.end();
      });
      this.worker = { key, connection, opened: connection.checker.open(experiment, files) };
    }
    const { connection, opened } = this.worker;
    try {
      await opened;
    } catch (error) {
      if (this.worker?.connection === connection) this.end();
      throw error;
    }
    return connection;
  }

  private end(): void {
    this.worker?.connection.close();
    this.worker = undefined;
  }

  private hear(key: string, event: DataCheckEvent): void {
    const now = this.store.getState().get(key);
    // What a worker that was ended has still sent is of no use.
    if (now?.status !== 'running') return;
    if (event.type === 'reading') this.write(key, { ...now, share: event.share });
    else if (event.type === 'read') this.write(key, { ...now, share: 1, parts: event.parts, checks: event.checks });
    else if (event.type === 'found') this.write(key, { ...now, findings: [...now.findings, event.finding] });
    else if (event.type === 'done') this.write(key, { ...now, status: 'done', seconds: event.seconds });
  }

  private fail(key: string, problem: string): void {
    this.write(key, { ...(this.store.getState().get(key) ?? BEGUN), status: 'failed', problem });
  }

  /** Keeps what is known of a subject as the latest, or forgets it. */
  private write(key: string, inspection: Inspection | undefined): void {
    const others = [...this.store.getState()].filter(([one]) => one !== key);
    const kept: [string, Inspection][] = inspection ? [...others, [key, inspection]] : others;
    this.store.setState(new Map(kept.slice(-MOST_KEPT)), true);
  }
}
