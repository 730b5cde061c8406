import './styles.css';
import { MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Playground } from '../store/playground';
import { PlaygroundContext } from './playground-context';
import { Shell } from './shell/shell';
import { theme } from './theme';

/** Draws the page. */
export function draw(root: HTMLElement, playground: Playground): void {
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <PlaygroundContext value={playground}>
          <Shell />
        </PlaygroundContext>
      </MantineProvider>
    </StrictMode>,
  );
}
