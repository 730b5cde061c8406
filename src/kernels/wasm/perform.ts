/** Does the work of products, on threads of ours where there are some. */
import { type BackendWasm, floatsOf, memoryOf } from './heap';
import { multiplyOn } from './product';
import { crewOf } from './threads';
import { doPart, partsOf, scratchOf, sizeOfWork, type Work } from './work';

/** Whether {@link perform} can do anything: where there is SIMD. */
export function canPerform(backend: BackendWasm): boolean {
  return multiplyOn(backend) !== undefined;
}

/** Work with fewer multiplications, 0.1 ms of them, is done before another thread has woken up. */
const WORTH_SHARING = 2 ** 21;

/** @throws with a sentence where there is no SIMD */
export function perform(backend: BackendWasm, work: Work): void {
  const multiply = multiplyOn(backend);
  if (!multiply) throw new Error('Training on WebAssembly needs its SIMD instructions, which are missing here.');
  const crew = sizeOfWork(work) < WORTH_SHARING ? undefined : crewOf(backend);
  const threads = crew ? crew.threads : 1;
  const parts = partsOf(work, threads);
  const size = scratchOf(work);
  const scratch = size > 0 ? backend.makeOutput([threads, size], 'float32') : undefined;
  if (scratch) floatsOf(backend, scratch).fill(0);
  const at = scratch ? backend.getMemoryOffset(scratch.dataId) : 0;
  const memory = memoryOf(backend)!;
  if (crew) crew.perform({ work, parts, threads, scratch: at, scratchBytes: 4 * size }, multiply);
  else for (let part = 0; part < parts; part++) doPart(multiply, memory, work, part, parts, at);
  if (scratch) backend.disposeData(scratch.dataId);
}
