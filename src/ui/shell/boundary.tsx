import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import classes from './guide.module.css';

interface Props {
  readonly children: ReactNode;
  /** Takes the place of a part that failed; unless it is given, a sentence and a button that reloads the page. */
  readonly instead?: ReactNode;
  readonly onFailure?: () => void;
}

/** Keeps a part of the page that cannot be fetched, or goes wrong, from taking the rest along; the run, which has a thread of its own, goes on. */
export class Boundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(): void {
    this.props.onFailure?.();
  }

  override render(): ReactNode {
    const { children, instead } = this.props;
    if (!this.state.failed) return children;
    if (instead !== undefined) return instead;
    return (
      <div className={classes.guide} data-tone="problem" role="alert">
        <p>This part of the page could not be loaded. Reload the page to try again.</p>
        <Button size="compact-sm" onClick={() => window.location.reload()}>
          Reload the page
        </Button>
      </div>
    );
  }
}
