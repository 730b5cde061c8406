/** The experiment as a PyTorch script, written anew with every change. Loaded when it is first opened. */
import { Button } from '@mantine/core';
import { memo, useMemo, useState } from 'react';
import { attempt } from '../../core/fold';
import { fileStem } from '../../export/files/file-name';
import { writePytorch } from '../../export/pytorch';
import { copy } from '../shared/clipboard';
import { usePlayground, usePlaygroundState } from '../playground-context';
import classes from './code.module.css';
import { freshLines, tokens } from './highlight';

export default function CodeView() {
  const playground = usePlayground();
  const experiment = usePlaygroundState((state) => state.experiment);
  const written = useMemo(() => attempt(() => writePytorch(playground.catalogue, experiment)).value, [playground, experiment]);
  const [{ code, before }, setVersions] = useState({ code: '', before: '' });
  // The last version that could be written stays while the experiment cannot be trained.
  if (written !== undefined && written !== code) setVersions({ code: written, before: code });
  const lines = code.split('\n');
  const fresh = before === '' ? [] : freshLines(lines, before.split('\n'));
  return (
    <section className={classes.view} aria-labelledby="code-title">
      <header className={classes.head}>
        <div>
          <h2 id="code-title">The same experiment in PyTorch</h2>
          <p>
            A whole script for PyTorch, torchvision and timm. It follows every change of a setting; the lines that the last change has brought are marked. What has no equivalent is said in a comment.
          </p>
        </div>
        <div className={classes.tools}>
          <CopyButton code={code} />
          <Button size="xs" variant="subtle" component="a" href={`data:text/x-python;charset=utf-8,${encodeURIComponent(code)}`} download={`${fileStem(playground.catalogue, [experiment])}.py`}>
            Save the script
          </Button>
        </div>
      </header>
      {written === undefined && <p className={classes.old}>The experiment cannot be trained as it stands, so this is still the script of the one before.</p>}
      {/* What scrolls has to be reachable by keyboard. */}
      <pre className={classes.code} tabIndex={0} aria-label="PyTorch script">
        <code>
          {lines.map((line, i) => (
            <Line key={i} line={line} fresh={fresh[i] ?? false} />
          ))}
        </code>
      </pre>
    </section>
  );
}

const Line = memo(function Line({ line, fresh }: { readonly line: string; readonly fresh: boolean }) {
  return (
    <>
      <span className={classes.line} data-fresh={fresh || undefined}>
        {tokens(line).map(({ kind, text }, i) =>
          kind === 'plain' ? (
            text
          ) : (
            <span key={i} data-kind={kind}>
              {text}
            </span>
          ),
        )}
      </span>
      {/* Between the lines, so that what is selected by hand is copied as it is written. */}
      {'\n'}
    </>
  );
});

function CopyButton({ code }: { readonly code: string }) {
  const playground = usePlayground();
  const [copied, setCopied] = useState('');
  const onClick = async (): Promise<void> => {
    if (await copy(code)) setCopied(code);
    else playground.notify('This browser does not let the page copy; select the script and copy it by hand.');
  };
  return (
    <Button size="xs" onClick={() => void onClick()}>
      <span aria-live="polite">{copied === code && code !== '' ? 'Copied ✓' : 'Copy the script'}</span>
    </Button>
  );
}
