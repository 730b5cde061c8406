/**
 * The lab without its looks: every trial there has been, the queue of those to come, and the studies that ask for them. It holds all trials in memory,
 * without their curves; `ledger.ts` writes each change to where they are kept.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Catalogue } from '../../core/catalogue';
import type { NamedFile } from '../../core/dataset';
import type { BackendRequest } from '../../engine/protocol';
import { TrialQueue, type Connect } from '../../lab/queue';
import { studies as allKinds } from '../../lab/studies';
import type { Study, StudyKind } from '../../lab/study';
import { hasEnded, type NewTrial, type Remark, type Trial, type TrialCurves, type TrialOrigin } from '../../lab/trial';
import type { Saving, TrialStore } from '../../lab/trial-store';
import { Ledger } from './ledger';
import { failedTrial, makeTrial } from './make-trial';
import { newId } from './new-id';
import { remarkOf, type PeerMessage, type Peers } from './peers';
import { placed, type Place } from './queue-order';
import { StudyRunner } from './study-runner';

export interface LabState {
  /** Whether what was kept has been read. */
  readonly loaded: boolean;
  /** In the order they were made. */
  readonly trials: readonly Trial[];
  readonly studies: readonly Study[];
  readonly queue: {
    /** Trials under way wait where they are, and no other one begins, until it is resumed. */
    readonly paused: boolean;
    /** Trials that run at once on the processor; on a graphics device it is measured how many pay, up to three. */
    readonly slots: number;
    /** Why it does not run here, one sentence, where another tab runs it. */
    readonly elsewhere: string | undefined;
    /** Data sets some of whose files are missing, with a sentence each; their trials wait for the rest. */
    readonly incomplete: Readonly<Record<string, string>>;
  };
  /** What can be brought back, until something else is removed. */
  readonly removed: readonly Trial[];
  /** Why nothing can be kept, one sentence. */
  readonly trouble: string | undefined;
}

export interface LabSurroundings {
  readonly catalogue: Catalogue;
  readonly keep: TrialStore;
  /** Opens a worker with a trainer in it. */
  readonly connect: Connect;
  /** How many trials may run at once on the processor. */
  readonly slots: number;
  /** Where to compute; the fastest that works here unless said otherwise. */
  readonly request?: () => BackendRequest;
  /** All kinds of studies unless said otherwise. */
  readonly kinds?: Readonly<Record<string, StudyKind>>;
  /** Whether the queue was paused on the last visit, and a way to remember that it is. */
  readonly paused?: boolean;
  readonly onPaused?: (paused: boolean) => void;
  /** Other pages that show the same trials. */
  readonly peers?: Peers | undefined;
  /** Waits until this page is the one that runs the queue; `onWait` is called first where another one is. */
  readonly claim?: (onWait: () => void) => Promise<void>;
  /** Called when the first study begins: from then on there is something worth keeping. */
  readonly onPrecious?: () => void;
  /** The files of a data set that is read from files. */
  readonly files: (dataset: string) => readonly NamedFile[] | undefined;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export type { Remark };

const ELSEWHERE = 'Another tab of this browser trains what is in the queue; this one takes over when that one is closed.';

export class Lab {
  readonly store: StoreApi<LabState>;
  readonly catalogue: Catalogue;
  private readonly ledger: Ledger;
  private readonly queue: TrialQueue;
  private readonly runner: StudyRunner;
  private readonly now: () => number;
  private opened = 0;
  private lastCreated = 0;
  /** Whether the queue runs here: once all that was kept is there, and no other page runs it. */
  private owner = false;
  /** What is said to be in the way while the queue is paused for it. */
  private obstacle: string | undefined;

  constructor(private readonly surroundings: LabSurroundings) {
    const { catalogue, keep, connect, slots, files, request, kinds = allKinds, paused = false, now = Date.now } = surroundings;
    this.catalogue = catalogue;
    this.now = now;
    this.store = createStore<LabState>(() => ({
      loaded: false,
      trials: [],
      studies: [],
      queue: { paused, slots, elsewhere: undefined, incomplete: {} },
      removed: [],
      trouble: undefined,
    }));
    const ledger = new Ledger(this.store, keep, surroundings.peers);
    this.ledger = ledger;
    this.queue = new TrialQueue({
      catalogue,
      connect,
      files,
      ...(request ? { request } : {}),
      evaluations: ({ study }) => kinds[this.state.studies.find(({ id }) => id === study)?.kind ?? '']?.evaluations,
      read: () => ({ trials: this.state.trials, ...this.state.queue, paused: this.state.queue.paused || !this.owner }),
      checkpoint: (id) => ledger.checkpoint(id),
      curves: (id) => ledger.curves(id),
      save: (saving) => ledger.save([saving]),
      saveAll: (savings) => ledger.save(savings),
      show: (trial) => ledger.show([trial]),
      now,
      onSettled: ({ study }) => {
        if (this.owner) this.runner.advance(study);
      },
      onBroken: (reason) => {
        this.pauseQueue();
        this.obstacle = reason;
        ledger.report(reason);
      },
      onIncomplete: (dataset, reason) => this.setIncomplete({ ...this.state.queue.incomplete, [dataset]: reason }),
    });
    this.runner = new StudyRunner({
      catalogue,
      kinds,
      read: () => this.state,
      save: (study) => ledger.saveStudy(study),
      add: (wanted, study) => this.addTo(study, wanted),
      stop: (ids) => this.queue.stop(ids),
      release: (wishes) => {
        for (const { id, holdAt } of wishes) this.release(id, holdAt);
        this.queue.wake();
      },
    });
  }

  get state(): LabState {
    return this.store.getState();
  }

  /**
   * Reads what was kept and goes on with it; to be called once. Trials that were running when the page was closed go on from their checkpoints. Where
   * another page runs the queue, this one shows its trials and waits for its turn.
   */
  async open(): Promise<void> {
    const { claim, peers } = this.surroundings;
    this.opened = this.now();
    peers?.listen((message) => this.hear(message));
    await this.ledger.read();
    this.store.setState({ loaded: true });
    if (!claim) return this.goOn();
    let waited = false;
    const wait = (): void => {
      waited = true;
      this.store.setState(({ queue }) => ({ queue: { ...queue, elsewhere: ELSEWHERE } }));
    };
    void claim(wait).then(async () => {
      // The other page may have been closed before it told of everything.
      if (waited) await this.ledger.read();
      this.store.setState(({ queue }) => ({ queue: { ...queue, elsewhere: undefined } }));
      this.goOn();
    });
  }

  /** Takes up what an earlier visit left under way. */
  private goOn(): void {
    this.owner = true;
    // A run that this page has begun since is under way.
    const left = this.state.trials.filter(({ status, origin, created }) => status === 'running' && (origin !== 'page' || created < this.opened));
    this.ledger.save(left.map((trial) => ({ trial: { ...trial, status: trial.origin === 'page' ? 'stopped' : 'waiting' } })));
    this.ledger.purge(this.opened);
    for (const { id } of this.state.studies) this.advance(id);
    this.queue.wake();
  }

  /** Files of data sets have come or gone: trials that wait for them may begin. */
  filesChanged(): void {
    this.setIncomplete({});
    this.queue.wake();
  }

  private setIncomplete(incomplete: LabState['queue']['incomplete']): void {
    this.store.setState(({ queue }) => ({ queue: { ...queue, incomplete } }));
  }

  /** Another page has changed something. */
  private hear({ trials = [], removed = [], study, paused }: PeerMessage): void {
    if (study) this.ledger.showStudy(study);
    const deleted = new Set(this.state.removed.map(({ id }) => id));
    const here = new Map(this.state.trials.filter(({ id }) => this.queue.runs(id)).map((trial) => [trial.id, trial]));
    // What a trial that runs here has measured, nobody knows better.
    const known = trials.filter(({ id }) => !deleted.has(id));
    this.ledger.show(known.map((trial) => (here.has(trial.id) ? { ...here.get(trial.id)!, ...remarkOf(trial) } : trial)));
    this.queue.stop([...trials.flatMap(({ id, status }) => (status === 'stopped' && here.has(id) ? [id] : [])), ...removed.filter((id) => here.has(id))]);
    const gone = new Set(removed);
    if (gone.size > 0) this.store.setState((state) => ({ trials: state.trials.filter(({ id }) => !gone.has(id)) }));
    if (paused !== undefined && paused !== this.state.queue.paused) this.applyPaused(paused);
    // Not for a new study alone: its first trials follow, and it would ask for them again.
    for (const id of new Set([...trials.map((trial) => trial.study), ...(study?.deleted ? [study.id] : [])])) this.advance(id);
    this.queue.wake();
  }

  /** Asks a study that is running. Only the page that runs the queue speaks for the studies. */
  private advance(study: string | undefined): void {
    if (this.owner && this.state.studies.find(({ id }) => id === study)?.status === 'running') this.runner.advance(study);
  }

  /** Ends the workers as if the page had been closed. */
  close(): void {
    this.queue.close();
    this.surroundings.peers?.close();
  }

  /** Puts trials at the end of the queue. @throws RecipeError where one cannot be trained; none is added then */
  add(wanted: readonly NewTrial[], origin: TrialOrigin = 'queue', study?: string): Trial[] {
    const made: Trial[] = [];
    for (const one of wanted) made.push(makeTrial(this.catalogue, [...this.state.trials, ...made], one, this.circumstances(origin, study)));
    this.ledger.save(made.map((trial) => ({ trial })));
    this.queue.wake();
    return made;
  }

  /** Puts trials of a study at the end of the queue; what cannot be trained has failed before it began. */
  private addTo(study: string, wanted: readonly NewTrial[]): void {
    const made: Trial[] = [];
    for (const one of wanted) {
      const others = [...this.state.trials, ...made];
      try {
        made.push(makeTrial(this.catalogue, others, one, this.circumstances('study', study)));
      } catch (error) {
        made.push(failedTrial(this.catalogue, others, one, this.circumstances('study', study), error));
      }
    }
    this.ledger.save(made.map((trial) => ({ trial })));
    this.queue.wake();
    if (made.some(hasEnded)) this.advance(study);
  }

  private circumstances(origin: TrialOrigin, study: string | undefined) {
    // Trials of one moment stay in their order when they are read again.
    this.lastCreated = Math.max(this.now(), this.lastCreated + 0.001);
    return { origin, created: this.lastCreated, ...(study === undefined ? {} : { study }) };
  }

  /** A trial that was run elsewhere: by the page, or by whoever sent a link. One of the same id is replaced. */
  record(saving: Saving): void {
    this.ledger.record(saving);
  }

  trial(id: string): Trial | undefined {
    return this.state.trials.find((trial) => trial.id === id);
  }

  /** What a trial has measured so far. @throws with a sentence where it cannot be read */
  async curves(id: string): Promise<TrialCurves | undefined> {
    return this.queue.curves(id) ?? this.ledger.curves(id);
  }

  /** Lets trials under way wait where they are. */
  pauseQueue(): void {
    this.setPaused(true);
  }

  resumeQueue(): void {
    this.setPaused(false);
  }

  private setPaused(paused: boolean): void {
    this.applyPaused(paused);
    this.surroundings.onPaused?.(paused);
    this.surroundings.peers?.post({ paused });
  }

  private applyPaused(paused: boolean): void {
    this.store.setState(({ queue }) => ({ queue: { ...queue, paused } }));
    if (paused) return this.queue.pause();
    if (this.obstacle !== undefined && this.state.trouble === this.obstacle) this.store.setState({ trouble: undefined });
    this.queue.resume();
  }

  /** Ends trials that wait, are held or run. */
  stop(ids: readonly string[]): void {
    this.queue.stop(ids);
  }

  /** Puts ended trials back at the end of the queue; those with a checkpoint go on from it. Where no study is there to decide on the way, they go to their end. */
  retry(ids: readonly string[]): void {
    const last = Math.max(-1, ...this.state.trials.map(({ status, order }) => (status === 'waiting' ? order : -1)));
    const again = this.chosen(ids).filter(hasEnded);
    const origin = (trial: Trial): TrialOrigin => (trial.origin === 'study' ? 'study' : 'queue');
    const running = new Set(this.state.studies.filter(({ status }) => status === 'running').map(({ id }) => id));
    const anew = ({ failure: _, ended: __, holdAt, ...trial }: Trial, i: number): Trial => ({
      ...trial,
      ...(holdAt !== undefined && running.has(trial.study ?? '') ? { holdAt } : {}),
      origin: origin(trial),
      status: 'waiting',
      order: last + 1 + i,
    });
    this.ledger.save(again.map((trial, i) => ({ trial: anew(trial, i) })));
    this.queue.wake();
  }

  /** Moves a waiting trial before another one, or to the end. */
  move(id: string, before?: string): void {
    if (id !== before) this.place([{ id, before }]);
  }

  /** The same for several at once. */
  place(places: readonly Place[]): void {
    const waiting = this.state.trials.filter(({ status }) => status === 'waiting');
    this.ledger.save(placed(waiting, places).map((trial) => ({ trial })));
  }

  remark(ids: readonly string[], remark: Remark): void {
    this.ledger.save(this.chosen(ids).map((trial) => ({ trial: { ...trial, ...remark } })));
  }

  /** Takes trials out of the table; {@link undoRemove} brings them back until others are removed or the page is closed. */
  remove(ids: readonly string[]): void {
    this.stop(ids);
    this.ledger.remove(ids, this.now());
  }

  undoRemove(): void {
    this.ledger.bringBack();
  }

  /** Makes the last removal final. */
  forgetRemoved(): void {
    this.ledger.forgetRemoved();
  }

  /** Begins a study; its first trials are in the queue when this returns. @throws Error where its plan cannot be read */
  beginStudy(study: Omit<Study, 'id' | 'created' | 'status'>): Study {
    const begun: Study = { ...study, id: newId(), created: this.now(), status: 'running' };
    const { add = [] } = this.runner.first(begun);
    this.surroundings.onPrecious?.();
    this.ledger.saveStudy(begun);
    this.addTo(begun.id, add);
    return begun;
  }

  cancelStudy(id: string): void {
    const study = this.state.studies.find((one) => one.id === id);
    if (study) this.ledger.saveStudy({ ...study, status: 'cancelled' });
    this.stop(this.trialsOf(id).filter((trial) => !hasEnded(trial)).map((trial) => trial.id));
  }

  trialsOf(study: string): Trial[] {
    return this.state.trials.filter((trial) => trial.study === study);
  }

  /** Resolves when all that was said so far is kept. */
  settled(): Promise<void> {
    return this.ledger.settled();
  }

  /** Lets a held trial go on, up to another step or to its end. */
  private release(id: string, holdAt: number | undefined): void {
    const held = this.trial(id);
    if (held?.status !== 'held') return;
    const goesOn = ({ holdAt: _, ...trial }: Trial): Trial => ({ ...trial, status: 'waiting', ...(holdAt === undefined ? {} : { holdAt }) });
    this.ledger.save([{ trial: goesOn(held) }]);
  }

  private chosen(ids: readonly string[]): Trial[] {
    const wanted = new Set(ids);
    return this.state.trials.filter(({ id }) => wanted.has(id));
  }
}
