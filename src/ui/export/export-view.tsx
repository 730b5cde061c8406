/** What can be taken along: metrics, the trained network, and the experiment as a script. Loaded when it is first opened. */
import { Suspense } from 'react';
import CodeView from '../code/code-view';
import classes from './export.module.css';
import { MetricsSection } from './metrics-section';
import { ModelSection } from './model-section';

export default function ExportView() {
  return (
    <div className={classes.view}>
      <Suspense fallback={<p className={classes.help}>Reading what was kept …</p>}>
        <MetricsSection />
      </Suspense>
      <ModelSection />
      <CodeView />
    </div>
  );
}
