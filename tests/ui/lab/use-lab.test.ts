import { expect, it, vi } from 'vitest';
import type { Playground } from '../../../src/store/playground';
import { loadLab } from '../../../src/ui/lab/use-lab';

const open = vi.hoisted(() => vi.fn());
vi.mock('../../../src/store/lab/open-lab', () => ({ openLab: open }));

it('a lab that cannot be opened is not tried again until the visitor asks for it', async () => {
  const playground = {} as Playground;
  open.mockRejectedValueOnce(new Error('No storage.'));
  const first = loadLab(playground);
  await expect(first).rejects.toThrow('No storage.');
  // React compares the promises: another one would be waited for anew.
  expect(loadLab(playground)).toBe(first);
  expect(open).toHaveBeenCalledTimes(1);
  open.mockResolvedValue('the lab');
  expect(await loadLab(playground, true)).toBe('the lab');
  expect(await loadLab(playground, true)).toBe('the lab');
  expect(open).toHaveBeenCalledTimes(2);
});
