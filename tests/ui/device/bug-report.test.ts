import { expect, it } from 'vitest';
import { bugReport } from '../../../src/ui/device/bug-report';
import { row } from './rows';

const circumstances = {
  backend: { backend: 'webgpu', safeMode: false, device: 'WebGPU, nvidia hopper', reason: '', kernels: { adapter: 'nvidia hopper', choice: { tile: 8 } } },
  browser: 'Firefox 200',
  link: 'https://example.org/#v=1',
  date: new Date('2026-11-21T12:00:00Z'),
} as const;

it('holds the device, the versions, every kernel and every layer', () => {
  const walk = { step: 1, samples: 4, outputTolerance: 1e-3, gradientTolerance: 1e-2, wrongForward: 'pool1', layers: [{ name: 'pool1', kind: 'max-pooling', output: 0.5, outputGradient: 1e-7 }] };
  const text = bugReport({ rows: [row(), row({ title: 'Max pooling', kernel: 'MaxPool', maxError: 0.5, maxAbsolute: 0.25, ok: false })], complete: true, tfjs: '4.22.0' }, walk, circumstances);
  for (const part of ['WebGPU, nvidia hopper', '"tile":8', 'Firefox 200', '4.22.0', '#v=1', '2026-11-21']) expect(text).toContain(part);
  expect(text).toMatch(/^WRONG {2}0\.25 {2}0\.5 {2}1\.0e−4 {2}Max pooling \(MaxPool\) {2}\[3, 7\]$/m);
  expect(text).toMatch(/^right .* ReLU \(Relu\)/m);
  expect(text).toMatch(/^0\.5 {2}1\.0e−7 {2}pool1 {2}max-pooling$/m);
  expect(text).not.toContain('stopped');
});

it('says that a check was not complete', () => {
  expect(bugReport({ rows: [row()], complete: false, tfjs: '4.22.0' }, undefined, { ...circumstances, backend: undefined })).toContain('The check was stopped before its end.');
});
