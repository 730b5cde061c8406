import { VisuallyHidden } from '@mantine/core';
import classes from './device.module.css';
import { Judgement } from './judgement';
import { errorText, type Checked, type CheckedGroup } from './summary';

/** What was computed, group by group; groups with something wrong come first and are open. */
export function KernelTables({ groups }: { readonly groups: readonly CheckedGroup[] }) {
  return (
    <div className={classes.groups}>
      {groups.map(({ group, checked, cases, wrong, maxError }) => (
        <details key={group} className={classes.group} open={wrong > 0}>
          <summary>
            <Judgement of={wrong === 0 ? 'right' : 'wrong'} />
            <b>{group}</b>
            <span>
              {wrong > 0 ? `${wrong} of ${checked.length} wrong` : `${checked.length} kernels in ${cases} cases, largest error ${errorText(maxError)}`}
            </span>
          </summary>
          <KernelTable title={group} checked={checked} />
        </details>
      ))}
    </div>
  );
}

function KernelTable({ title, checked }: { readonly title: string; readonly checked: readonly Checked[] }) {
  return (
    <table className={classes.table}>
      <caption>
        <VisuallyHidden>{title}, worst first</VisuallyHidden>
      </caption>
      <thead>
        <tr>
          <th scope="col">Verdict</th>
          <th scope="col">Kernel and its worst shape</th>
          <th scope="col">Largest absolute error</th>
          <th scope="col">Largest relative error</th>
          <th scope="col" className={classes.wide}>
            Allowed
          </th>
        </tr>
      </thead>
      <tbody>
        {checked.map(({ title: what, kernel, cases, ok, worst }) => (
          <tr key={what} data-wrong={!ok || undefined}>
            <td>
              <Judgement of={ok ? 'right' : 'wrong'} />
            </td>
            <th scope="row">
              {what} <code>{kernel}</code>
              <small>
                {worst.problem ?? worst.shape}
                {cases > 1 && `; the worst of ${cases}`}
              </small>
            </th>
            <td>{errorText(worst.maxAbsolute)}</td>
            <td>{errorText(worst.maxError)}</td>
            <td className={classes.wide}>{errorText(worst.tolerance)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
