import { Button } from '@mantine/core';
import type { JudgedArm } from '../../lab/checklist/judge';
import type { ChecklistReport } from '../../lab/checklist/report';
import { correctedText, effectText, smallestText, timeText, troubleOf, VERDICTS } from '../../store/lab/checklist';
import { setCompared } from '../../store/lab/selection';
import { usePlayground } from '../playground-context';
import { showView } from '../shell/views';
import classes from './checklist.module.css';

/** What each change did, in numbers. */
export function ReportTable({ report }: { readonly report: ChecklistReport }) {
  const playground = usePlayground();
  const { rows, notApplicable, baseline } = report;
  const compare = (row: JudgedArm): void => {
    setCompared([...baseline.outcomes, ...row.outcomes].flatMap(({ trial }) => trial ?? []));
    showView('compare');
  };
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label="Table of changes">
      <table>
        <thead>
          <tr>
            <th scope="col">Change</th>
            <th scope="col">Verdict</th>
            <th scope="col" title="Of the dev accuracies, in points, with the paired 95 % interval.">
              Difference (95 %)
            </th>
            <th scope="col" title="Of the paired t-test, after Holm’s correction for looking at so many changes.">
              p, corrected
            </th>
            <th scope="col" title="The difference in points that so many pairs would have shown four times out of five, with the spread that was seen.">
              Could have shown
            </th>
            <th scope="col" title="Training time as a multiple of the baseline’s.">
              Time
            </th>
            <th scope="col">Runs</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.arm.id}>
              <th scope="row">
                {row.arm.name}
                {troubleOf(row, report).map((note) => (
                  <small key={note}>{note}</small>
                ))}
              </th>
              <td className={classes.verdict} data-verdict={row.verdict}>
                {VERDICTS[row.verdict].mark} {VERDICTS[row.verdict].word}
              </td>
              <td>{effectText(row)}</td>
              <td>{correctedText(row)}</td>
              <td>{smallestText(row)}</td>
              <td>{timeText(row)}</td>
              <td className={classes.links}>
                <button type="button" className={classes.link} aria-label={`Open “${row.arm.name}”`} onClick={() => void playground.openLink(row.arm.link)}>
                  Open
                </button>
                {row.outcomes.length > 0 && (
                  <Button size="compact-xs" variant="subtle" className={classes.button ?? ''} aria-label={`Compare “${row.arm.name}” with the baseline`} onClick={() => compare(row)}>
                    Compare
                  </Button>
                )}
              </td>
            </tr>
          ))}
          {notApplicable.map(({ id, name, reason }) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              <td className={classes.verdict}>– not applicable here</td>
              <td colSpan={5} className={classes.reason}>
                {reason}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
