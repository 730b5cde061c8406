/** What can be wrong with the data, before and besides the network. Loaded when it is first opened. */
import { Button } from '@mantine/core';
import { dataFacts } from '../shared/data-facts';
import { showView } from '../shell/views';
import { AugmentedSamples } from './augmented-samples';
import { FindingRow } from './check-row';
import classes from './data.module.css';
import type { Inspection } from './inspector';
import { NetworkLabels } from './network-labels';
import { RandomSamples } from './random-samples';
import { POINTS_NOTE, progressText, tally } from './texts';
import { useInspection } from './use-inspection';

export default function DataView() {
  const { subject, inspection, missing, check } = useInspection();
  const { experiment, files, key } = subject;
  const { shape, classes: names, encoding } = dataFacts(experiment.data);
  const running = inspection?.status === 'running';
  return (
    <div className={classes.view}>
      <header className={classes.head}>
        <h2>Are the data what you think they are?</h2>
        <Button size="xs" className={classes.button} onClick={check} disabled={running || missing !== undefined}>
          {inspection ? 'Check again' : 'Check the data'}
        </Button>
      </header>
      {missing === undefined ? (
        <>
          <p className={classes.help}>
            A network learns whatever the samples and their labels say, mistakes too, so look at these before the network. The checks run in the background while training goes on; nothing leaves this tab.
          </p>
          <RandomSamples subject={subject} shape={shape} names={names} />
          <AugmentedSamples experiment={experiment} subject={key} names={names} />
          <section className={classes.section} aria-labelledby="data-checks">
            <header className={classes.head}>
              <h3 id="data-checks">Checks</h3>
              {inspection && inspection.findings.length > 0 && <span className={classes.tally}>{tally(inspection.findings.flatMap(({ verdicts }) => verdicts))}</span>}
            </header>
            <Progress inspection={inspection} />
            {encoding === 'points' && <p className={classes.help}>{POINTS_NOTE}</p>}
            <div className={classes.checks}>
              {inspection?.findings.map((finding) => (
                <FindingRow key={finding.id} finding={finding} shape={shape} names={names} />
              ))}
              <NetworkLabels subject={key} files={files} shape={shape} names={names} />
            </div>
          </section>
          <section className={classes.section} aria-labelledby="human">
            <h3 id="human">Can a human do it?</h3>
            <p className={classes.help}>
              What people cannot tell, a network can hardly be blamed for; your own error is the level that bias is measured from.{' '}
              <button type="button" className={classes.link} onClick={() => showView('bias')}>
                Measure yourself on dev samples
              </button>
            </p>
          </section>
        </>
      ) : (
        <p className={classes.help}>{missing}</p>
      )}
    </div>
  );
}

function Progress({ inspection }: { readonly inspection: Inspection | undefined }) {
  if (!inspection) return <p className={classes.help}>The check is about to begin.</p>;
  const { status, share, checks, findings, problem } = inspection;
  const done = checks.length === 0 ? share / 2 : 0.5 + findings.length / checks.length / 2;
  return (
    <div className={classes.progress}>
      <p className={classes.help} role="status">
        {progressText(inspection)}
      </p>
      {problem !== undefined && <p className={classes.problem}>{problem}</p>}
      {status === 'running' && <progress aria-label="Check of the data" value={done} max={1} />}
    </div>
  );
}
