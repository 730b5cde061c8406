import './styles.css';
import { MantineProvider } from '@mantine/core';
import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import type { Playground } from '../store/playground';
import { page } from './embed/page';
import { PlaygroundContext } from './playground-context';
import { Shell } from './shell/shell';
import { theme } from './theme';

const Embedded = lazy(() => import('./embed/embedded'));

/** Draws the page. */
export function draw(root: HTMLElement, playground: Playground): void {
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <PlaygroundContext value={playground}>
          {page.getState().embed ? (
            <Suspense>
              <Embedded />
            </Suspense>
          ) : (
            <Shell />
          )}
        </PlaygroundContext>
      </MantineProvider>
    </StrictMode>,
  );
}
