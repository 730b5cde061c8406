import { useState } from 'react';
import { describeData } from '../../core/experiment';
import { fold } from '../../core/fold';
import { estimateMemory, planNetwork, type NetworkPlan } from '../../core/network';
import { grouped } from '../../core/words';
import { FieldGroup } from '../fields/field-group';
import { compact, megabytes } from '../format';
import { LayerList } from '../network/layer-list';
import { usePlayground, usePlaygroundState } from '../playground-context';
import { ChoiceSelect } from './choice-select';
import classes from './experiment.module.css';
import { NetworkDrawing } from './network-drawing';
import { ProblemText, Section } from './section';

/** Fields that come before the fold. */
const SHOWN = 2;

export function ModelSection() {
  const playground = usePlayground();
  const { catalogue } = playground;
  const experiment = usePlaygroundState((state) => state.experiment);
  const problem = usePlaygroundState((state) => state.problem);
  const { model } = experiment;
  const declaration = catalogue.models[model.id]!;
  const { shape } = describeData(catalogue, experiment.data);
  return (
    <Section title="Model">
      <ChoiceSelect
        label="Model"
        value={model.id}
        options={Object.values(catalogue.models).filter(({ id, accepts }) => id === model.id || accepts(shape) === true)}
        onChange={(id) => playground.chooseModel(id)}
      />
      <p className={classes.summary}>{declaration.summary}</p>
      {problem?.place === 'model' && <ProblemText>{problem.text}</ProblemText>}
      <FieldGroup key={model.id} owner="model" fields={declaration.fields} values={model} shown={SHOWN} />
      {!problem && <NetworkFacts />}
    </Section>
  );
}

/** What the network will cost, before anything is trained. */
function NetworkFacts() {
  const { catalogue } = usePlayground();
  const experiment = usePlaygroundState((state) => state.experiment);
  const recipe = fold(catalogue, experiment);
  const slots = recipe.tricks.find(({ effects }) => effects.optimizer)!.effects.optimizer!.slots.length;
  const plan: NetworkPlan = recipe.network;
  return (
    <>
      <NetworkDrawing plan={plan} />
      <EveryLayer plan={plan} />
      <dl className={classes.cost}>
        <div title="Numbers that training adjusts">
          <dt>Parameters</dt>
          <dd>{grouped(plan.parameterCount)}</dd>
        </div>
        <div title="Multiplications with additions for the prediction of one sample; a training step takes about three times as many for each of its samples">
          <dt>Multiply–adds</dt>
          <dd>{compact(plan.multiplyAdds)}</dd>
        </div>
        <div title="A rough figure for one training step: weights, gradients, the optimizer’s memory, and all activations">
          <dt>Memory</dt>
          <dd>{megabytes(estimateMemory(plan, recipe.batchSize, slots))}</dd>
        </div>
      </dl>
    </>
  );
}

/** The network from top to bottom, folded away until asked for; what tricks have added to the model's own is marked. */
function EveryLayer({ plan }: { readonly plan: NetworkPlan }) {
  const { catalogue } = usePlayground();
  const experiment = usePlaygroundState((state) => state.experiment);
  const [open, setOpen] = useState(false);
  const plain = planNetwork(catalogue.models[experiment.model.id]!.build(experiment.model, describeData(catalogue, experiment.data)), catalogue.layers);
  return (
    <details className={classes.layersToggle} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Every layer{JSON.stringify(plan.blueprint) === JSON.stringify(plain.blueprint) ? '' : ', with what tricks have changed'}</summary>
      {open && <LayerList plan={plan} before={plain} />}
    </details>
  );
}
