/** Whether the device computes what it should, kernel by kernel. */
import { counted, listed } from '../../core/words';
import { DEBUGGING_SLIDES } from '../sources';
import { judge, type Rule, type Verdict } from '../verdict';
import { numeral } from '../words';

/** One kernel on this device against a plain computation of the same. */
export interface KernelCheck {
  readonly kernel: string;
  /** The largest distance of any value from what it should be, as the check measures it. */
  readonly maxError: number;
  /** Whether that is within what float32 allows for this kernel. */
  readonly ok: boolean;
}

const MOST_NAMED = 3;

const RULE: Rule = {
  id: 'kernels',
  rule: 'Every kernel that the network uses must agree with a plain computation on the processor, as far as float32 allows: bad where one does not.',
  source: DEBUGGING_SLIDES,
};

export function judgeKernels(checks: readonly KernelCheck[]): Verdict {
  if (checks.length === 0) return judge(RULE, 'unknown', { kernels: 0 }, 'No kernel has been checked on this device yet.', ['Run the check in the Device view.']);
  const kernels = worstOfEach(checks);
  const worst = kernels.reduce(worse);
  const wrong = kernels.filter(({ ok }) => !ok);
  const values = { kernels: kernels.length, wrong: wrong.length, maxError: worst.maxError };
  if (wrong.length === 0) {
    return judge(RULE, 'good', values, `All ${counted(kernels.length, 'kernel')} compute what they should (largest error ${numeral(worst.maxError)}, in ${worst.kernel}).`);
  }
  const some = wrong.slice(0, MOST_NAMED).map(({ kernel, maxError }) => `${kernel} (error ${numeral(maxError)})`);
  const more = wrong.length > MOST_NAMED ? ' and others' : '';
  return judge(RULE, 'bad', values, `${wrong.length} of ${counted(kernels.length, 'kernel')} ${wrong.length === 1 ? 'computes something else than it' : 'compute something else than they'} should: ${listed(some)}${more}.`, [
    'Train in safe mode, or on another backend, and see whether the trouble goes away.',
    'Report the table of the Device view together with the name of the device.',
  ]);
}

/** A kernel is checked in several cases, and is as good as the worst of them. */
function worstOfEach(checks: readonly KernelCheck[]): KernelCheck[] {
  const byName = new Map<string, KernelCheck>();
  for (const check of checks) {
    const known = byName.get(check.kernel);
    byName.set(check.kernel, known ? { ...worse(known, check), ok: known.ok && check.ok } : check);
  }
  return [...byName.values()];
}

function worse(a: KernelCheck, b: KernelCheck): KernelCheck {
  return b.maxError > a.maxError || Number.isNaN(b.maxError) ? b : a;
}
