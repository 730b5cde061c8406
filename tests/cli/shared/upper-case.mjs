/** A program whose processes share work, for process-pool.test.ts; see upper-case.ts. */
import { runMain } from '../../../scripts/lib/typescript.mjs';

await runMain('/tests/cli/shared/upper-case.ts');
