/** Recorded runs for tests, with curves as noisy as real ones: right answers are drawn, losses scatter. */
import { Stream } from '../../../src/core/random';
import type { RecordedEvaluation, RecordedRun } from '../../../src/core/result-link/recorded';
import type { EvaluationResult } from '../../../src/core/trick';

const DEVICES = ['WebAssembly, 2 threads', 'WebGPU, nvidia hopper', 'WebAssembly, 1 thread'];

export function someRun(seed: number, evaluations = 100, change: Partial<RecordedRun> = {}): RecordedRun {
  const stream = Stream.of(seed, 'run');
  const rate = 3 + 5 * stream.uniform();
  const steps = 20 * evaluations - 20;
  const result = (share: number, samples: number, harder: number): EvaluationResult => {
    const error = (0.88 * Math.exp(-rate * share) + 0.02) * harder;
    let correct = 0;
    for (let i = 0; i < samples; i++) correct += Number(stream.uniform() > error);
    return { loss: 3 * error * Math.exp(0.15 * stream.normal()), accuracy: correct / samples, samples };
  };
  const curve = Array.from({ length: evaluations }, (_, i): RecordedEvaluation => {
    const share = i / Math.max(1, evaluations - 1);
    return { step: 20 * i, cycleEnd: i === evaluations - 1, train: result(share, 500, 0.7), dev: result(share, 1000, 1) };
  });
  return {
    settings: `v=1&epochs=20&lr=${[0.05, 0.1, 0.02, 0.2][seed % 4]}${seed % 3 === 0 ? '&ls.epsilon=0.2' : ''}${seed > 1 ? `&seed=${seed}` : ''}`,
    name: `+label smoothing, lr 0.05→${(0.1 * seed).toFixed(1)}`,
    status: 'finished',
    step: steps,
    steps,
    stepsPerEpoch: 50,
    seconds: 37.25,
    ended: 60_000 * (29_000_000 + seed),
    backend: { id: seed % 3 === 1 ? 'webgpu' : 'wasm', safeMode: false, device: DEVICES[seed % 3]!, kernels: seed % 3 === 1 ? 0xdeadbeef : 0 },
    data: '0123456789abcdef',
    train: result(1, 8000, 0.7),
    dev: result(1, 2000, 1),
    evaluations: curve,
    exact: stream.uint32().toString(16).padStart(16, '0'),
    ...change,
  };
}

export const someRuns = (count: number, evaluations = 100): RecordedRun[] => Array.from({ length: count }, (_, i) => someRun(i + 1, evaluations));
