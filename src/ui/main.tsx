/** The page's first code: training is under way before React has drawn anything. */
import { openTrainer } from '../store/trainer';
import { ensureIsolation } from './isolation';
import { boot } from './boot';
import { draw } from './app';

const root = document.getElementById('root')!;

if ((await ensureIsolation()) !== 'reloading') {
  let failed: string | undefined;
  let onFailure = (reason: string): void => void (failed = reason);
  const connection = openTrainer((reason) => onFailure(reason));
  const playground = boot(connection.trainer);
  onFailure = (reason) => playground.engineFailed(reason);
  if (failed !== undefined) playground.engineFailed(failed);
  draw(root, playground);
}
