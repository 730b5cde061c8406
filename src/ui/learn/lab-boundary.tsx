import { Component, type ReactNode } from 'react';
import classes from './learn.module.css';

interface Props {
  readonly children: ReactNode;
}

/** Where the lab cannot be opened, in a frame without storage say, the rest of the lesson stays. */
export class LabBoundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return <p className={classes.problem}>The lab, which runs several experiments one after the other, cannot be opened here. Open this page in a tab of its own, or open the experiments above one by one and train them.</p>;
  }
}
