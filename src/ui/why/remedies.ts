/** Remedies that are a setting of the experiment, so that one click applies them. The verdicts themselves know of no experiment. */
import type { Catalogue } from '../../core/catalogue';
import { runFields, type Experiment } from '../../core/experiment';
import { fold } from '../../core/fold';
import { grouped } from '../../core/words';
import type { Verdict } from '../../diagnose/verdict';
import type { FieldOwner } from '../../store/edit';
import type { Playground } from '../../store/playground';
import { short } from '../format';
import { canSwitchOn, standingOf } from '../tricks/standing';

export interface Remedy {
  readonly label: string;
  /** Whether the controls show it already. */
  readonly done: boolean;
  apply(playground: Playground): void;
}

interface Situation {
  readonly catalogue: Catalogue;
  /** What the verdict is about. */
  readonly trained: Experiment;
  /** What the controls show. */
  readonly shown: Experiment;
}

type Maker = (situation: Situation) => Remedy[];

/** @returns none where the verdict has no complaint, or nothing that a setting could mend */
export function remediesOf(verdict: Verdict, situation: Situation): Remedy[] {
  if (verdict.tone !== 'bad' && verdict.tone !== 'watch') return [];
  return makersFor(verdict).flatMap((make) => make(situation));
}

function makersFor({ id, values }: Verdict): readonly Maker[] {
  switch (id) {
    case 'update-ratio':
      return values['ratio']! < 1e-3 ? [rate(3), rate(10)] : [rate(1 / 3), rate(1 / 10)];
    case 'gradient-scale':
      return [switchOn('normalisation'), switchOn('gradient-clipping')];
    case 'activation-scale':
      return [switchOn('normalisation')];
    case 'diverging':
      return [rate(1 / 10), switchOn('gradient-clipping'), switchOn('warmup')];
    case 'loss-shape':
      return values['slope']! < 0 && values['spikes']! < 0.005 ? [rate(3)] : [rate(1 / 3)];
    case 'learning':
      return [rate(1 / 10), rate(10)];
    case 'dead-relu':
      return [rate(1 / 3), switchOn('warmup')];
    case 'noise-scale':
      return values['batch']! > values['scale']! ? [times('run', 'batch', 1 / 2)] : [times('run', 'batch', 2)];
    case 'visits':
    case 'label-order':
      return [switchOff('sampling')];
    case 'training-error':
      return [times('run', 'epochs', 2), times('model', 'width', 2)];
    case 'dev-error':
      return values['trainingError']! > values['error']! / 2 ? [times('run', 'epochs', 2), times('model', 'width', 2)] : AGAINST_VARIANCE;
    case 'generalisation-gap':
    case 'dev-loss-rising':
      return AGAINST_VARIANCE;
    case 'calibration':
      return values['overconfidence']! > 0 ? [switchOn('label-smoothing')] : [switchOff('label-smoothing'), times('run', 'epochs', 2)];
    case 'label-noise':
      return [switchOn('label-smoothing')];
    case 'augmentation':
      return [augmentationsOff];
    default:
      return [];
  }
}

/** A rate with as many digits as one would type. */
function rate(factor: number): Maker {
  return ({ trained, shown }) => {
    const { min, max } = runFields.lr;
    const target = Math.min(max, Math.max(min, Number((trained.run.lr * factor).toPrecision(2))));
    const label = `Learning rate ${factor > 1 ? `× ${factor}` : `÷ ${Math.round(1 / factor)}`}: ${short(target)}`;
    return [{ label, done: shown.run.lr === target, apply: (playground) => playground.setField('run', 'lr', target) }];
  };
}

/** A number of the run, the model or the data that grows or shrinks; none where it is not there or at its end. */
function times(owner: Exclude<FieldOwner, `trick:${string}`>, name: string, factor: number): Maker {
  return ({ catalogue, trained, shown }) => {
    const fields = owner === 'run' ? runFields : owner === 'data' ? catalogue.datasets[trained.data.id]?.fields : catalogue.models[trained.model.id]?.fields;
    const field = Object.entries(fields ?? {}).find(([known]) => known === name)?.[1];
    const now: unknown = Object.entries(trained[owner]).find(([known]) => known === name)?.[1];
    if (!field || !('min' in field) || typeof now !== 'number') return [];
    const target = Math.max(field.min, Math.min(field.max, owner === 'run' && name === 'epochs' ? now * factor : Math.round(now * factor)));
    if (target === now) return [];
    const label = `${field.label}: ${grouped(target)} instead of ${grouped(now)}`;
    const done = Object.entries(shown[owner]).some(([known, value]) => known === name && value === target);
    return [{ label, done, apply: (playground) => playground.setField(owner, name, target) }];
  };
}

function switchOn(id: string): Maker {
  return ({ catalogue, trained, shown }) => {
    const trick = catalogue.tricks[id];
    if (!trick || id in trained.tricks) return [];
    const done = id in shown.tricks;
    if (!done && !canSwitchOn(standingOf(catalogue, shown, trick))) return [];
    return [{ label: `${trick.title} on`, done, apply: (playground) => playground.toggleTrick(id, true) }];
  };
}

function switchOff(id: string): Maker {
  return ({ catalogue, trained, shown }) => {
    const trick = catalogue.tricks[id];
    if (!trick || !(id in trained.tricks)) return [];
    return [{ label: `${trick.title} off`, done: !(id in shown.tricks), apply: (playground) => playground.toggleTrick(id, false) }];
  };
}

const augmentationsOff: Maker = (situation) => {
  const augmenting = fold(situation.catalogue, situation.trained).tricks.filter(({ effects }) => effects.augment);
  return augmenting.flatMap(({ declaration }) => switchOff(declaration.id)(situation));
};

const AGAINST_VARIANCE: readonly Maker[] = [switchOn('weight-decay'), switchOn('label-smoothing'), switchOn('affine'), times('data', 'size', 2)];
