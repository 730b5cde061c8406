import type { Remote } from 'comlink';
import { beforeEach, describe, expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue';
import { defaultExperiment } from '../../src/core/experiment';
import type { RunEvent, RunListener, Trainer } from '../../src/engine/protocol';
import { beginCurve, cancelCurve, learningCurves, planCurve, pointsOf, type CurvePlan } from '../../src/store/learning-curve';

const experiment = defaultExperiment(catalogue);

function plan(axis: 'size' | 'width' = 'size'): CurvePlan {
  const planned = planCurve(experiment, { axis, seeds: 1, length: 'short' });
  if ('problem' in planned) throw new Error(planned.problem);
  return planned;
}

/** A connection whose trainer finishes each run at once, or never. */
function fakeConnection(finishes: boolean) {
  const closed = { times: 0 };
  const result = { loss: 0.1, accuracy: 0.9, samples: 100 };
  const trainer: Partial<Trainer> = {
    prepare: async () => ({ backend: 'cpu', safeMode: false, device: '', reason: '' }),
    start: async (_, listener: RunListener) => {
      if (finishes) listener({ type: 'finished', train: result, dev: result } as RunEvent);
    },
    stop: async () => undefined,
  };
  return { closed, connect: () => ({ trainer: trainer as unknown as Remote<Trainer>, close: () => void closed.times++ }) };
}

describe('the learning-curve store', () => {
  beforeEach(() => learningCurves.setState(learningCurves.getInitialState()));

  it('keeps the results as they come, and ends the worker', async () => {
    const { connect, closed } = fakeConnection(true);
    await beginCurve({ experiment, plan: plan(), connect });
    const curve = learningCurves.getState().curves.size!;
    expect(curve.state).toBe('done');
    expect(pointsOf(curve).length).toBe(curve.plan.runs.length);
    expect(closed.times).toBe(1);
  });

  it('can be cancelled', async () => {
    const { connect, closed } = fakeConnection(false);
    const work = beginCurve({ experiment, plan: plan(), connect });
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(learningCurves.getState().curves.size!.state).toBe('running');
    cancelCurve();
    await work;
    expect(learningCurves.getState().curves.size!.state).toBe('cancelled');
    expect(closed.times).toBe(1);
  });

  it('gives up one curve for another', async () => {
    const first = beginCurve({ experiment, plan: plan('size'), connect: fakeConnection(false).connect });
    await beginCurve({ experiment, plan: plan('width'), connect: fakeConnection(true).connect });
    await first;
    const { curves, shown } = learningCurves.getState();
    expect([curves.size!.state, curves.width!.state, shown]).toEqual(['cancelled', 'done', 'width']);
  });

  it('says so when the worker breaks down', async () => {
    const { connect } = fakeConnection(false);
    await beginCurve({
      experiment,
      plan: plan(),
      connect: (onFailure) => {
        setTimeout(() => onFailure('out of memory'), 5);
        return connect();
      },
    });
    const curve = learningCurves.getState().curves.size!;
    expect([curve.state, curve.failures]).toEqual(['failed', ["The lab's worker broke down: out of memory."]]);
  });
});
