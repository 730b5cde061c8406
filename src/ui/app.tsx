import './styles.css';
import { MantineProvider } from '@mantine/core';
import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import type { Playground } from '../store/playground';
import { page } from './embed/page';
import { PlaygroundContext } from './playground-context';
import { Boundary } from './shell/boundary';
import { Shell } from './shell/shell';
import { theme } from './theme';

const Embedded = lazy(() => import('./embed/embedded'));

/** Draws the page. */
export function draw(root: HTMLElement, playground: Playground): void {
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <PlaygroundContext value={playground}>
          {/* The last resort: what goes wrong in one part is kept there by a boundary of its own. */}
          <Boundary>
            {page.getState().embed ? (
              <Suspense>
                <Embedded />
              </Suspense>
            ) : (
              <Shell />
            )}
          </Boundary>
        </PlaygroundContext>
      </MantineProvider>
    </StrictMode>,
  );
}
