import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import tseslint from 'typescript-eslint';

// The project's own configuration, less the rules that need types, because the samples are not files.
const eslint = new ESLint({
  overrideConfig: [{ files: ['**/*.{ts,tsx}'], ...tseslint.configs.disableTypeChecked }],
  ruleFilter: ({ ruleId }) => ['rooms/arrows', 'no-restricted-globals', 'no-restricted-properties'].includes(ruleId),
});

async function complaints(filePath: string, code: string): Promise<string[]> {
  const results = await eslint.lintText(code, { filePath });
  return results.flatMap(({ messages }) => messages.map(({ message }) => message));
}

describe('arrows between the rooms', () => {
  it.each([
    ['src/core/sample.ts', "import { a } from '../tricks/a';", /^core may not import tricks: .*It may import: nothing/],
    ['src/core/sample.ts', "import { useState } from 'react';", /^core may not import react/],
    ['src/core/sample.ts', "import * as tf from '@tensorflow/tfjs-core';", /^core may not import values from @tensorflow/],
    ['src/tricks/sample.ts', "import { a } from '../engine/train';", /^tricks may not import engine/],
    ['src/tricks/sample.ts', "import * as tf from '@tensorflow/tfjs';", /take `tf` as an argument/],
    ['src/models/layers/sample.ts', "import { a } from '../../data/a';", /^models may not import data/],
    ['src/data/sets/sample.ts', "import { readFile } from 'node:fs/promises';", /^data may not import node:/],
    ['src/data/sample.ts', "import type * as tf from '@tensorflow/tfjs-core';", /^data may not import @tensorflow/],
    ['src/kernels/wasm/sample.ts', "import { a } from '../../engine/a';", /^kernels may not import engine/],
    ['src/engine/sample.ts', "import { a } from '../store/a';", /^engine may not import store/],
    ['src/engine/sample.ts', "import { a } from '../ui/a';", /^engine may not import ui/],
    ['src/diagnose/sample.ts', "import { a } from '../engine/protocol';", /^diagnose may not import engine/],
    ['src/lab/sample.ts', "import { a } from '../engine/train';", /^lab may not import engine/],
    ['src/store/sample.ts', "import { a } from '../engine/protocol-of-something';", /^store may not import engine/],
    ['src/store/sample.ts', "import { a } from '../ui/a';", /^store may not import ui/],
    ['src/ui/panels/sample.tsx', "import { a } from '../../engine/train';", /^ui may not import engine.*neither janks nor downloads tfjs/],
    ['src/ui/sample.tsx', "import type { A } from '../engine/train';", /^ui may not import engine/],
    ['src/ui/sample.tsx', "import { plan } from '../lab/plan';", /^ui may not import values from lab/],
    ['src/ui/sample.tsx', "export * from '../engine/train';", /^ui may not import engine/],
    ['src/ui/sample.tsx', "export const a = () => import('../engine/train');", /^ui may not import engine/],
    ['src/ui/sample.tsx', "export const all = import.meta.glob(['../engine/*.ts']);", /^ui may not import engine/],
    ['src/ui/sample.tsx', "export type A = import('../engine/train').A;", /^ui may not import engine/],
    ['src/cli/sample.ts', "import { a } from '../ui/a';", /^cli may not import ui/],
    ['src/cli/sample.ts', "import { a } from '../../tests/a';", /not part of the product/],
    ['src/catalogue.ts', "import { a } from './engine/a';", /^catalogue may not import engine/],
    ['workers/sample.ts', "import { a } from '../src/ui/a';", /^workers may not import ui/],
  ])('%s: %s', async (file, code, message) => {
    const found = await complaints(file, code);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(message);
  });

  it.each([
    ['src/core/sample.ts', "import { z } from 'zod'; import type * as tfjs from '@tensorflow/tfjs-core'; import { a } from './a';"],
    ['src/tricks/sample.ts', "import { a } from '../core/fields'; import { type Tensor } from '@tensorflow/tfjs-core';"],
    ['src/kernels/wasm/sample.ts', "import { a } from '../../core/ops'; import * as tf from '@tensorflow/tfjs-core';"],
    ['src/engine/sample.ts', "import { a } from '../kernels/a'; import { b } from '../models'; import { c } from '../catalogue';"],
    ['src/lab/sample.ts', "import type { A } from '../engine/protocol';"],
    ['src/store/sample.ts', "import { createStore } from 'zustand/vanilla'; import { a } from '../engine/protocol/events';"],
    ['src/ui/sample.tsx', "import { useState } from 'react'; import { a } from '../store/a'; import type { Plan } from '../lab/plan';"],
    ['src/cli/sample.ts', "import { readFile } from 'node:fs/promises'; import { a } from '../engine/a'; import * as tf from '@tensorflow/tfjs';"],
    ['workers/sample.ts', "import { expose } from 'comlink'; import { a } from '../src/engine/a';"],
  ])('allows %s: %s', async (file, code) => {
    expect(await complaints(file, code)).toEqual([]);
  });
});

describe('what a pure room may not touch', () => {
  it.each([
    ['src/core/sample.ts', 'export const a = document.title;', /This room is pure/],
    ['src/tricks/sample.ts', 'export const a = Math.random();', /cannot be seeded/],
    ['src/data/sample.ts', 'export const a = Math.random();', /cannot be seeded/],
    ['src/data/sample.ts', 'export const a = Math.sin(1);', /last bits differ between browsers/],
  ])('%s: %s', async (file, code, message) => {
    expect((await complaints(file, code)).join()).toMatch(message);
  });
});
