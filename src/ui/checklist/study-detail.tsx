import { Button } from '@mantine/core';
import type { ChecklistReport } from '../../lab/checklist/report';
import type { Study } from '../../lab/study';
import { baselineText, html, jointSentences, markdown, methodOf, summaryOf, withoutJoint } from '../../store/lab/checklist';
import type { Lab } from '../../store/lab/lab';
import { saveFile } from '../shared/save-file';
import { clockTime } from '../format';
import { QueuePaused } from '../lab/queue-paused';
import { useLabState } from '../lab/use-lab';
import { usePlayground } from '../playground-context';
import classes from './checklist.module.css';
import { EffectPlot } from './effect-plot';
import { ReportTable } from './report-table';
import { useReport, useRunning } from './use-report';

/** One checklist: how far it is, and what it has found. */
export function StudyDetail({ lab, study }: { readonly lab: Lab; readonly study: Study }) {
  const playground = usePlayground();
  const report = useReport(lab, study);
  if (typeof report === 'string') return <p className={classes.problem}>{report}.</p>;
  return (
    <article aria-label={study.title}>
      <Standing lab={lab} study={study} report={report} />
      {study.failure !== undefined && <p className={classes.problem}>{study.failure}</p>}
      <p className={classes.summary} role="status">
        {summaryOf(report)}
      </p>
      <p className={classes.text}>
        {report.setting}. Baseline: dev accuracy {baselineText(report)}.{' '}
        <button type="button" className={classes.link} onClick={() => void playground.openLink(report.plan.baseline)}>
          Open the baseline
        </button>
      </p>
      <EffectPlot report={report} />
      <ReportTable report={report} />
      <Joint report={report} />
      {report.lost.length > 0 && (
        <details className={classes.details}>
          <summary>{report.lost.length} runs that say nothing</summary>
          <ul className={classes.refused}>
            {report.lost.map(({ name, seed, reason }) => (
              <li key={`${name} ${seed}`}>
                {name}, seed {seed}: <span>{reason}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      <details className={classes.details}>
        <summary>How it is done</summary>
        <ul className={classes.refused}>
          {methodOf(report).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </details>
      <Exports report={report} />
    </article>
  );
}

function Standing({ lab, study, report: { done, total, part, lost } }: { readonly lab: Lab; readonly study: Study; readonly report: ChecklistReport }) {
  const running = useRunning(lab, study);
  const paused = useLabState(({ queue }) => queue.paused);
  const steps = running.reduce((sum, { step, steps: all }) => sum + step / Math.max(1, all), 0);
  const active = study.status === 'running';
  const words = { running: part === 'joint' ? 'The winners together' : 'One change at a time', finished: 'Finished', cancelled: 'Cancelled', failed: 'Failed' };
  const spent = running.reduce((sum, { seconds }) => sum + seconds, 0);
  return (
    <div className={classes.standing}>
      <p>
        {words[study.status]}: {active ? done : done - lost.length} of {total} runs{running.length > 0 ? `, ${running.length} in training (${clockTime(spent)} so far)` : ''}
      </p>
      {active && (
        <>
          <progress aria-label={`Progress of ${study.title}`} value={done + steps} max={total} />
          <Button size="compact-sm" variant="default" className={classes.button ?? ''} title="Ends the runs under way and those that wait; what is there stays." onClick={() => lab.cancelStudy(study.id)}>
            Cancel
          </Button>
        </>
      )}
      {active && paused && (
        <p>
          <QueuePaused button={classes.link} />
        </p>
      )}
    </div>
  );
}

function Joint({ report }: { readonly report: ChecklistReport }) {
  const playground = usePlayground();
  const { joint, plan } = report;
  const [first] = joint?.outcomes ?? [];
  return (
    <section className={classes.section} aria-labelledby="checklist-joint">
      <h4 id="checklist-joint">Together: do the effects add up?</h4>
      {joint ? (
        jointSentences(joint, plan.freshSeeds).map((sentence) => (
          <p key={sentence} className={classes.text}>
            {sentence}
          </p>
        ))
      ) : (
        <p className={classes.text}>{withoutJoint(report)}</p>
      )}
      {first && (
        <p className={classes.text}>
          <button type="button" className={classes.link} onClick={() => void playground.openLink(first.link)}>
            Open the joint run
          </button>
        </p>
      )}
    </section>
  );
}

function Exports({ report }: { readonly report: ChecklistReport }) {
  const address = window.location.href.replace(/#.*$/, '');
  return (
    <div className={classes.actions}>
      <Button size="xs" variant="default" className={classes.button ?? ''} title="A text file with the table, ready for a README or an issue." onClick={() => saveFile('checklist.md', 'text/markdown', [markdown(report)])}>
        Save as Markdown
      </Button>
      <Button size="xs" variant="default" className={classes.button ?? ''} title="A page of its own with the drawing, which needs nothing else." onClick={() => saveFile('checklist.html', 'text/html', [html(report, address)])}>
        Save as a page (HTML)
      </Button>
    </div>
  );
}
