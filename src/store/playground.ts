/**
 * The page without its looks: the experiment being edited, the runs, and what the visitor can do with them. It knows the engine by its protocol and the
 * browser by what it is given, so tests run it without either.
 */
import { proxy, type Remote } from 'comlink';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Catalogue } from '../core/catalogue';
import type { NamedFile } from '../core/dataset';
import type { Experiment } from '../core/experiment';
import { runFields } from '../core/experiment';
import type { FieldValue } from '../core/fields';
import type { PartId } from '../core/page-options';
import { readLink, writeLink } from '../core/permalink';
import { messageOf } from '../core/words';
import type { AugmentationRequest, AugmentedView, BackendReport, BackendRequest, RateSweep, SmallFit, Trainer } from '../engine/protocol';
import { editData, editField, editModel, editTrick, type Edit, type FieldOwner } from './edit';
import { refusalOf } from './kept-parts';
import { findProblem, type Problem } from './problem';
import { RunKeeper } from './run-keeper';
import type { RunRecord } from './run-record';
import { keepKernels, readKernels, readRequest, writeRequest, type Memory } from './settings';
import { addressOf, fetchFiles, measureDownload, mergeFiles, readFiles, type Download } from './user-files';

export interface Notice {
  readonly id: number;
  readonly text: string;
  readonly tone: 'info' | 'problem';
}

export interface PlaygroundState {
  /** What the controls show; the next run will train this. */
  readonly experiment: Experiment;
  readonly problem: Problem | undefined;
  readonly request: BackendRequest;
  readonly backend: BackendReport | undefined;
  /** Oldest first; the last one is current. */
  readonly runs: readonly RunRecord[];
  /** Grows with every evaluation and at the start and end of a run. */
  readonly revision: number;
  readonly notices: readonly Notice[];
  /** By data set. */
  readonly files: Readonly<Record<string, readonly NamedFile[]>>;
  readonly download: Download | undefined;
  /** How often the test set was looked at, with all runs of this visit together. */
  readonly peeks: number;
  /** Why there is no engine at all. */
  readonly broken: string | undefined;
}

export interface Surroundings {
  readonly catalogue: Catalogue;
  readonly trainer: Remote<Trainer>;
  /** The address that the page was opened with. */
  readonly link: string;
  /** Puts a fragment into the address bar. */
  readonly showLink: (fragment: string) => void;
  readonly memory: Memory;
  /** What of the experiment the visitor is not to change; all may be changed where it is not given. */
  readonly kept?: () => readonly PartId[];
}

const MOST_NOTICES = 20;

export class Playground {
  readonly store: StoreApi<PlaygroundState>;
  readonly trainer: Remote<Trainer>;
  readonly catalogue: Catalogue;
  private readonly keeper: RunKeeper;
  private lastNotice = 0;
  private downloading: AbortController | undefined;

  constructor(private readonly surroundings: Surroundings) {
    const { catalogue, trainer, link, memory } = surroundings;
    this.catalogue = catalogue;
    this.trainer = trainer;
    const { experiment, notices } = readLink(catalogue, link);
    this.store = createStore<PlaygroundState>(() => ({
      experiment,
      problem: findProblem(catalogue, experiment),
      request: readRequest(memory),
      backend: undefined,
      runs: [],
      revision: 0,
      notices: [],
      files: {},
      download: undefined,
      peeks: 0,
      broken: undefined,
    }));
    for (const text of notices) this.notify(text, 'problem');
    this.keeper = new RunKeeper({
      catalogue,
      // Wrapped here, so that the keeper knows nothing of threads.
      start: (experimentToRun, listener, options) => trainer.start(experimentToRun, proxy(listener), options),
      read: () => this.store.getState(),
      write: (change) => this.store.setState(change),
    });
  }

  get state(): PlaygroundState {
    return this.store.getState();
  }

  get current(): RunRecord | undefined {
    return this.state.runs.at(-1);
  }

  /** Sets the backend up and begins the first run, unless it is to wait for the visitor; to be called once. */
  async open({ train = true } = {}): Promise<void> {
    await this.prepare(this.state.request);
    if (train) await this.train();
  }

  /** Starts a new run of the experiment as it stands; the earlier curves stay beneath. */
  async train(): Promise<void> {
    await this.begin(this.state.experiment, { paused: false });
  }

  async togglePause(): Promise<void> {
    if (this.current?.status === 'training') await this.guard(this.trainer.pause());
    else if (this.current?.status === 'paused') await this.guard(this.trainer.resume());
  }

  /** One step: a run under way is paused first, and without one a new one begins paused. */
  async step(): Promise<void> {
    const status = this.current?.status;
    if (status === 'starting') return;
    if (status === 'training') await this.guard(this.trainer.pause());
    else if (status !== 'paused' && !(await this.begin(this.state.experiment, { paused: true }))) return;
    await this.guard(this.trainer.step());
  }

  async stop(): Promise<void> {
    await this.guard(this.trainer.stop());
  }

  /** Puts the current run back to step 0, untrained and paused. */
  async reset(): Promise<void> {
    const { current } = this;
    if (current) await this.begin(current.experiment, { paused: true, instead: current });
  }

  /** What the space bar does. */
  async trainOrPause(): Promise<void> {
    const { current } = this;
    if (current?.status === 'training' || (current?.status === 'paused' && !this.changed)) await this.togglePause();
    else if (this.state.backend && current?.status !== 'starting') await this.train();
  }

  /** Whether the controls show something else than the current run trains. */
  get changed(): boolean {
    return this.current !== undefined && this.current.link !== writeLink(this.catalogue, this.state.experiment);
  }

  /** @returns whether it may be changed; if not, a notice says so */
  setField(owner: FieldOwner, name: string, value: FieldValue): boolean {
    return this.apply(editField(this.catalogue, this.state.experiment, owner, name, value));
  }

  chooseData(id: string): void {
    this.forgetNotices();
    const edit = editData(this.catalogue, this.state.experiment, id);
    this.apply({ ...edit, experiment: this.sparingRun(edit.experiment) });
  }

  chooseModel(id: string): void {
    this.forgetNotices();
    this.apply(editModel(this.catalogue, this.state.experiment, id));
  }

  toggleTrick(id: string, on: boolean): void {
    const edit = editTrick(this.catalogue, this.state.experiment, id, on);
    const experiment = this.sparingRun(edit.experiment);
    this.apply(experiment === edit.experiment ? edit : { experiment });
  }

  /** Opens another link, from the address bar (`byPage`) or a preset, and trains it, unless that is to wait for the visitor. */
  async openLink(link: string, { train = true, byPage = false } = {}): Promise<void> {
    this.forgetNotices();
    const { experiment, notices } = readLink(this.catalogue, link);
    for (const text of notices) this.notify(text, 'problem');
    if (this.apply({ experiment }, byPage) && train) await this.train();
  }

  /** Takes the settings of a run back into the controls. @returns as {@link setField} */
  restore(run: Pick<RunRecord, 'experiment'>, { byPage = false } = {}): boolean {
    return this.apply({ experiment: run.experiment }, byPage);
  }

  /** A first remedy for a run that diverged. */
  async trainGentler(): Promise<void> {
    const { lr } = (this.current ?? this.state).experiment.run;
    const gentler = Math.max(runFields.lr.min, Number((lr / 10).toPrecision(3)));
    if (this.setField('run', 'lr', gentler)) await this.train();
  }

  /** Looks at the test set with the current run, which counts as a peek. */
  async revealTest(): Promise<void> {
    const { current } = this;
    if (!current) return;
    const test = await this.guard(this.trainer.evaluate('test'));
    if (!test) return;
    this.keeper.update(current.id, (run) => ({ ...run, test, peeks: run.peeks + 1 }));
    this.store.setState(({ peeks }) => ({ peeks: peeks + 1 }));
  }

  /** Sweeps the learning rate of the experiment as it stands; a run under way waits meanwhile. @returns undefined where that cannot be done; a notice says why */
  async findRate(): Promise<RateSweep | undefined> {
    const { experiment } = this.state;
    const waiting = this.current?.status === 'training' ? this.current.id : undefined;
    if (!this.ready(experiment)) return undefined;
    const sweep = await this.guard(this.trainer.findRate(experiment, { files: this.filesOf(experiment) }));
    if (waiting !== undefined && this.current?.id === waiting) await this.guard(this.trainer.resume());
    return sweep;
  }

  /** Lets an experiment learn 64 samples by heart, beside the run. @returns undefined where that cannot be done; a notice says why */
  async fitSmall(experiment: Experiment): Promise<SmallFit | undefined> {
    return this.ready(experiment) ? this.guard(this.trainer.fitSmall(experiment, { files: this.filesOf(experiment) })) : undefined;
  }

  /** Some training samples before and after what a trick does to them. @throws where that cannot be done, with a sentence */
  augmented(request: Omit<AugmentationRequest, 'files'>): Promise<AugmentedView[]> {
    return this.trainer.augmented({ ...request, files: this.filesOf(request.experiment) });
  }

  removeRun(id: number): void {
    this.store.setState(({ runs }) => ({ runs: runs.filter((run, i) => run.id !== id || i === runs.length - 1) }));
  }

  pin(id: number, pinned: boolean): void {
    this.keeper.update(id, (run) => ({ ...run, pinned }));
  }

  async chooseBackend(request: BackendRequest): Promise<void> {
    writeRequest(this.surroundings.memory, request);
    this.store.setState({ request, backend: undefined });
    await this.prepare(request);
    await this.train();
  }

  /** Files that were dropped on the page or chosen; when they make up a data set, it is trained on. */
  async addFiles(given: readonly File[]): Promise<void> {
    const read = await this.guard(readFiles(given));
    if (read) await this.takeFiles(read.dataset, read.files);
  }

  forgetFiles(dataset: string): void {
    this.store.setState(({ files }) => ({ files: Object.fromEntries(Object.entries(files).filter(([id]) => id !== dataset)) }));
  }

  /** Asks the server how much there is to fetch; the visitor then decides. */
  async prepareDownload(): Promise<void> {
    const { experiment } = this.state;
    const declaration = this.catalogue.datasets[experiment.data.id];
    const url = addressOf(experiment.data);
    if (!declaration || !url) return this.notify('Give the address of a folder first, beginning with https://.', 'problem');
    this.downloading?.abort();
    const abort = new AbortController();
    this.downloading = abort;
    const download = { dataset: declaration.id, host: new URL(url).host, received: 0 };
    this.store.setState({ download: { ...download, phase: 'measuring' } });
    const bytes = await this.guard(measureDownload(declaration, url, abort.signal), abort.signal);
    if (abort.signal.aborted) return;
    this.store.setState({ download: { ...download, phase: 'asking', ...(bytes === undefined ? {} : { bytes }) } });
  }

  async confirmDownload(): Promise<void> {
    const { download, experiment } = this.state;
    const abort = this.downloading;
    const declaration = download && this.catalogue.datasets[download.dataset];
    const url = addressOf(experiment.data);
    if (!declaration || !url || !abort) return;
    this.store.setState({ download: { ...download, phase: 'fetching' } });
    const onReceived = (received: number): void => this.store.setState((state) => (state.download ? { download: { ...state.download, received } } : {}));
    const files = await this.guard(fetchFiles(declaration, url, abort.signal, onReceived), abort.signal);
    if (abort.signal.aborted) return;
    this.store.setState({ download: undefined });
    if (files) await this.takeFiles(declaration.id, files);
  }

  cancelDownload(): void {
    this.downloading?.abort();
    this.store.setState({ download: undefined });
  }

  notify(text: string, tone: Notice['tone'] = 'info'): void {
    const id = ++this.lastNotice;
    this.store.setState(({ notices }) => ({ notices: [...notices.filter((notice) => notice.text !== text), { id, text, tone }].slice(-MOST_NOTICES) }));
  }

  dismiss(id: number): void {
    this.store.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
  }

  /** What was said of an earlier choice no longer holds. */
  private forgetNotices(): void {
    this.store.setState({ notices: [] });
  }

  /** The worker could not be loaded or has died. */
  engineFailed(reason: string): void {
    const broken = `The engine stopped working (${reason})`;
    this.store.setState({ broken });
    const failure = { reason: broken, advice: 'Reload the page; if that does not help, try another browser.' };
    if (this.current) this.keeper.update(this.current.id, (run) => ({ ...run, status: 'failed', failure }));
  }

  /**
   * @param byPage whether the page itself asks for it: its address says what is to be kept, so that is not in its way
   * @returns whether nothing was in the way; if something was, a notice says so
   */
  private apply({ experiment, notice }: Edit, byPage = false): boolean {
    if (!byPage && this.refuses(experiment)) return false;
    if (notice !== undefined) this.notify(notice);
    if (experiment === this.state.experiment) return true;
    this.store.setState({ experiment, problem: findProblem(this.catalogue, experiment) });
    this.surroundings.showLink(writeLink(this.catalogue, experiment));
    return true;
  }

  /** Whether an experiment differs from the present one in something that is to be kept; a notice says in what. */
  private refuses(experiment: Experiment): boolean {
    const refusal = refusalOf(this.catalogue, this.state.experiment, experiment, this.surroundings.kept?.() ?? []);
    if (refusal !== undefined) this.notify(refusal, 'problem');
    return refusal !== undefined;
  }

  /** What another data set or optimizer brings along for the training stays away where the training is kept. */
  private sparingRun(experiment: Experiment): Experiment {
    const { run } = this.state.experiment;
    return experiment.run === run || !this.surroundings.kept?.().includes('run') ? experiment : { ...experiment, run };
  }

  /** Sets a backend up; where the one asked for cannot be had, the best there is. */
  private async prepare(request: BackendRequest): Promise<void> {
    try {
      const { memory } = this.surroundings;
      const backend = await this.trainer.prepare({ ...request, kernels: readKernels(memory) });
      keepKernels(memory, backend);
      this.store.setState({ backend });
    } catch (error) {
      this.notify(messageOf(error), 'problem');
      if (request.backend === 'auto' && !request.safeMode) return;
      const fallback: BackendRequest = { backend: 'auto' };
      writeRequest(this.surroundings.memory, fallback);
      this.store.setState({ request: fallback });
      await this.prepare(fallback);
    }
  }

  private async takeFiles(dataset: string, fresh: readonly NamedFile[]): Promise<void> {
    const files = mergeFiles(this.state.files[dataset] ?? [], fresh);
    this.store.setState((state) => ({ files: { ...state.files, [dataset]: files } }));
    const experiment = this.sparingRun(editData(this.catalogue, this.state.experiment, dataset).experiment);
    if (this.refuses(experiment)) return;
    const opened = await this.begin(experiment, { paused: false });
    if (opened) this.apply({ experiment });
  }

  /** @returns whether a run has begun; if not, a notice says why and the one under way goes on */
  private async begin(experiment: Experiment, options: { paused: boolean; instead?: RunRecord }): Promise<boolean> {
    if (!this.ready(experiment)) return false;
    return (await this.guard(this.keeper.begin(experiment, options).then(() => true))) ?? false;
  }

  /** Whether there is nothing in the way of training; if there is, a notice says what. */
  private ready(experiment: Experiment): boolean {
    const problem = findProblem(this.catalogue, experiment);
    const obstacle = problem ? `${problem.text}.`.replace(/\.\.$/, '.') : missingFiles(this.catalogue, experiment, this.state.files);
    if (obstacle !== undefined) this.notify(obstacle, 'problem');
    return obstacle === undefined;
  }

  private filesOf(experiment: Experiment): readonly NamedFile[] {
    return this.state.files[experiment.data.id] ?? [];
  }

  /** Turns a rejection into a notice. */
  private async guard<T>(work: Promise<T>, signal?: AbortSignal): Promise<T | undefined> {
    try {
      return await work;
    } catch (error) {
      if (!signal?.aborted) this.notify(messageOf(error), 'problem');
      return undefined;
    }
  }
}

/** What the visitor has to do before a data set from outside can be trained on; undefined where nothing is missing. */
export function missingFiles(catalogue: Catalogue, experiment: Experiment, files: PlaygroundState['files']): string | undefined {
  const declaration = catalogue.datasets[experiment.data.id];
  if (!declaration?.needs || (files[declaration.id] ?? []).length > 0) return undefined;
  return `${declaration.title} is not part of this page: drop its files anywhere here, or fetch them in the Data section.`;
}
