/** One trick = one file: a file that nobody else knows of appears in links, in the fold, on the page, in the PyTorch script, and under the contract. */
import { MantineProvider } from '@mantine/core';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it, vi } from 'vitest';
import { catalogue } from '../../src/catalogue';
import { fold, knobsAt } from '../../src/core/fold';
import { clockAt } from '../../src/core/clock';
import { readLink, writeLink } from '../../src/core/permalink';
import type { TrickDeclaration } from '../../src/core/trick';
import { writePytorch } from '../../src/export/pytorch';
import { Playground } from '../../src/store/playground';
import { PlaygroundContext } from '../../src/ui/playground-context';
import { TrickCard } from '../../src/ui/tricks/trick-card';
import TricksView from '../../src/ui/tricks/tricks-view';
import { keepsTheContract } from '../support/contract';
import { FakeTrainer } from '../ui/support/fake-trainer';

// The only place where the folder of tricks is read.
vi.mock('../../src/tricks', async () => {
  const { collect } = await import('../../src/core/catalogue');
  return { tricks: collect<TrickDeclaration>(import.meta.glob(['../../src/tricks/*.ts', '!../../src/tricks/index.ts', '../fixtures/tricks/*.ts'], { eager: true })) };
});

const trick = catalogue.tricks['logit-penalty']!;
const LINK = '#v=1&logits.weight=0.25';

describe('a new file in the folder of tricks', () => {
  it('is read from links and written into them', () => {
    const { experiment, notices } = readLink(catalogue, LINK);
    expect(notices).toEqual([]);
    expect(experiment.tricks['logit-penalty']).toEqual({ weight: 0.25 });
    expect(writeLink(catalogue, experiment)).toContain('logits.weight=0.25');
  });

  it('takes part in the fold, and its number can be scheduled', () => {
    const recipe = fold(catalogue, readLink(catalogue, LINK).experiment);
    expect(recipe.tricks.map(({ declaration }) => declaration.id)).toContain('logit-penalty');
    expect(knobsAt(recipe, clockAt(0, 10, 5), {}).knobs['logit-penalty.weight']).toBe(0.25);
  });

  it('has a card on the page, with its field, and a row in the browser', () => {
    vi.stubGlobal('window', { addEventListener: () => undefined });
    const playground = new Playground({ catalogue, trainer: new FakeTrainer().remote, link: LINK, showLink: () => undefined, memory: { getItem: () => null, setItem: () => undefined } });
    const drawn = (page: React.ReactNode): string =>
      renderToStaticMarkup(
        <MantineProvider>
          <PlaygroundContext value={playground}>{page}</PlaygroundContext>
        </MantineProvider>,
      );
    const card = drawn(<TrickCard trick={trick} />);
    for (const text of ['Logit penalty', 'Large outputs cost a little.', 'How much they cost.', '0.25']) expect(card).toContain(text);
    expect(drawn(<TricksView />)).toContain('Logit penalty');
    vi.unstubAllGlobals();
  });

  it('is in the PyTorch script', () => {
    expect(writePytorch(catalogue, readLink(catalogue, LINK).experiment)).toContain('loss = loss + 0.25 * logits.square().mean()');
  });

  describe('keeps the contract', () => keepsTheContract(trick));
});
