import { expect, it } from 'vitest';
import type { KernelReport, WalkedNetwork, WalkReport } from '../../../src/engine/protocol/device-check';
import { DeviceCheck, type Engine } from '../../../src/ui/device/device-check';
import { row } from './rows';

const walkReport: WalkReport = { step: 1, samples: 2, outputTolerance: 1e-3, gradientTolerance: 1e-2, layers: [] };
const kernels: KernelReport = { rows: [row()], complete: true, tfjs: '4.22.0' };

interface Given {
  readonly checkKernels?: Engine['trainer']['checkKernels'];
  readonly walk?: () => Promise<WalkedNetwork>;
  readonly compare?: () => Promise<WalkReport>;
}

function engine({ checkKernels = () => Promise.resolve(kernels), walk = () => Promise.resolve({} as WalkedNetwork), compare = () => Promise.resolve(walkReport) }: Given = {}) {
  const calls: string[] = [];
  let fail: (reason: string) => void = () => undefined;
  const made: Engine = {
    trainer: { checkKernels, walk, stopCheck: async () => void calls.push('stop') },
    connect: (onFailure) => {
      calls.push('connect');
      fail = onFailure;
      return { reference: { compare }, close: () => calls.push('close') };
    },
  };
  return { made, calls, fail: (reason: string) => fail(reason) };
}

const never = <T>() => new Promise<T>(() => undefined);
const soon = () => new Promise((resolve) => setTimeout(resolve, 5));

it('checks the kernels, then the layers, and ends the worker beside the trainer', async () => {
  const check = new DeviceCheck();
  const { made, calls } = engine();
  await check.run(made, undefined);
  expect(check.store.getState()).toEqual({ phase: 'done', backend: undefined, kernels, walk: walkReport });
  expect(calls).toEqual(['connect', 'close']);
});

it('shows its progress', async () => {
  const check = new DeviceCheck();
  const { made } = engine({
    checkKernels: (onProgress) => {
      onProgress({ row: row(), done: 1, of: 4 });
      return never();
    },
  });
  void check.run(made, undefined);
  await soon();
  expect(check.store.getState().progress).toEqual({ done: 1, of: 4, title: 'ReLU' });
});

it('keeps the kernels where there is no network to walk through, and says why', async () => {
  const check = new DeviceCheck();
  await check.run(engine({ walk: () => Promise.reject(new Error('There is no run yet; press Train first')) }).made, undefined);
  expect(check.store.getState()).toMatchObject({ phase: 'done', kernels, problem: 'There is no run yet; press Train first.' });
});

it('says what is the matter where the engine fails', async () => {
  const check = new DeviceCheck();
  await check.run(engine({ checkKernels: () => Promise.reject(new Error('No device.')) }).made, undefined);
  expect(check.store.getState()).toMatchObject({ phase: 'done', problem: 'No device.' });
});

it('says so where the worker beside the trainer cannot be loaded', async () => {
  const check = new DeviceCheck();
  const { made, fail, calls } = engine({ compare: never });
  const running = check.run(made, undefined);
  await soon();
  fail('no file');
  await running;
  expect(check.store.getState().problem).toBe('The layers could not be compared: no file.');
  expect(calls).toEqual(['connect', 'close']);
});

it('stops among the kernels, and keeps what it has', async () => {
  const check = new DeviceCheck();
  const { made, calls } = engine({ checkKernels: () => Promise.resolve({ ...kernels, complete: false }) });
  await check.run(made, undefined);
  expect(check.store.getState()).toMatchObject({ phase: 'done', kernels: { complete: false } });
  expect(calls).toEqual([]);
});

it('stops among the layers, and ends the worker', async () => {
  const check = new DeviceCheck();
  const { made, calls } = engine({ compare: never });
  const running = check.run(made, undefined);
  await soon();
  await check.stop(made);
  await running;
  expect(check.store.getState()).toMatchObject({ phase: 'done', kernels, problem: 'The walk through the layers was stopped.' });
  expect(calls).toEqual(['connect', 'close', 'stop']);
});
