/** What can be asked of the current run between two of its steps. */
import type { SplitName } from '../core/dataset';
import type { ExportedModel } from '../core/exported-model';
import type { Tf } from '../core/ops';
import type { EvaluationResult } from '../core/trick';
import type { Evidence } from '../diagnose/evidence';
import { walkRun } from './device-check/walked-run';
import { dump } from './dump';
import { examineSession, gatherFrom } from './evidence/from-session';
import { exportModel } from './export-model';
import { outcomes } from './outcomes';
import type { BoundaryView, Checkpoint, EvidenceOptions, Examination, FilterView, LayerView, OutcomesView, Saliency, SaliencyRequest, SampleView, TensorValues } from './protocol';
import type { WalkedNetwork } from './protocol/device-check';
import { saliency } from './saliency';
import type { Session } from './session';
import * as views from './views';

export abstract class RunViews {
  protected session: Session | undefined;

  constructor(private readonly tf: Tf) {}

  async evaluate(split: SplitName): Promise<EvaluationResult> {
    const session = this.current();
    const result = await session.run.evaluate(split, undefined, () => this.session === session);
    if (!result) throw new Error('Another run was started before the evaluation was done');
    return result;
  }

  async predict(features: Float32Array): Promise<Float32Array> {
    return views.predict(this.current().run, this.tf, features);
  }

  async samples(split: 'train' | 'dev', count: number): Promise<SampleView[]> {
    return views.samples(this.current().run, split, count);
  }

  async draw(split: SplitName, count: number, seed: number): Promise<SampleView[]> {
    return views.draw(this.current().run, split, count, seed);
  }

  async mistakes(count: number, among = 500): Promise<SampleView[]> {
    return views.mistakes(this.current().run, count, among);
  }

  async samplesAt(split: 'train' | 'dev', indices: readonly number[]): Promise<SampleView[]> {
    return views.samplesAt(this.current().run, split, indices);
  }

  async outcomes(split: 'train' | 'dev', most: number): Promise<OutcomesView> {
    const session = this.current();
    return outcomes(session.run, split, most, () => this.session === session);
  }

  async saliency(request: SaliencyRequest): Promise<Saliency> {
    const session = this.current();
    return saliency(session.run, request, () => this.session === session);
  }

  async filters(): Promise<FilterView | undefined> {
    return views.filters(this.current().run);
  }

  async layers(): Promise<LayerView[]> {
    return views.layers(this.current().run, this.tf);
  }

  async boundary(resolution: number): Promise<BoundaryView> {
    return views.boundary(this.current().run, this.tf, resolution);
  }

  async evidence(options?: EvidenceOptions): Promise<Evidence> {
    const session = this.current();
    return gatherFrom(session, options, () => this.session === session);
  }

  async examine(options?: EvidenceOptions): Promise<Examination> {
    const session = this.current();
    return examineSession(session, options, () => this.session === session);
  }

  async dump(): Promise<Record<string, TensorValues>> {
    return dump(this.current().run);
  }

  async exportModel(): Promise<ExportedModel> {
    return exportModel(this.current().run);
  }

  async walk(): Promise<WalkedNetwork> {
    return walkRun(this.current().run);
  }

  async checkpoint(): Promise<Checkpoint> {
    const session = this.current();
    return session.run.checkpoint(session.seconds);
  }

  private current(): Session {
    if (!this.session) throw new Error('There is no run yet; press Train first');
    return this.session;
  }
}
