import { Button, FileButton } from '@mantine/core';
import type { DatasetDeclaration } from '../../core/dataset';
import { grouped } from '../../core/words';
import { megabytes } from '../format';
import { usePlayground, usePlaygroundState } from '../playground-context';
import classes from './experiment.module.css';

/** What the chosen data set is made of, and the two ways to bring it in. */
export default function DataFiles({ needs }: { readonly needs: NonNullable<DatasetDeclaration['needs']> }) {
  const playground = usePlayground();
  const data = usePlaygroundState((state) => state.experiment.data);
  const files = usePlaygroundState((state) => state.files[data.id]) ?? [];
  const download = usePlaygroundState((state) => state.download);
  const url = data['url'];
  return (
    <div className={classes.files}>
      {files.length > 0 ? (
        <p>
          <b>{files.length === 1 ? '1 file is' : `${grouped(files.length)} files are`} here.</b> They stay in this tab.
        </p>
      ) : (
        <>
          <p>This data set is read from your own files. Drop them on the page, or choose them:</p>
          <ul>
            {needs.map(({ file, what }) => (
              <li key={file}>
                <code>{file}</code> {what}
              </li>
            ))}
          </ul>
        </>
      )}
      <div className={classes.row}>
        <FileButton multiple onChange={(chosen) => void playground.addFiles(chosen)}>
          {(props) => (
            <Button {...props} size="compact-sm" variant="light">
              Choose files
            </Button>
          )}
        </FileButton>
        {files.length > 0 && (
          <Button size="compact-sm" variant="subtle" color="gray" onClick={() => playground.forgetFiles(data.id)}>
            Forget them
          </Button>
        )}
        {typeof url === 'string' && url !== '' && !download && (
          <Button size="compact-sm" variant="subtle" onClick={() => void playground.prepareDownload()}>
            Fetch from the web …
          </Button>
        )}
      </div>
      {download && <DownloadState />}
    </div>
  );
}

function DownloadState() {
  const playground = usePlayground();
  const { phase, host, bytes, received } = usePlaygroundState((state) => state.download)!;
  const size = bytes === undefined ? 'a size that the server does not tell' : megabytes(bytes);
  return (
    <div className={classes.download} role="status">
      {phase === 'measuring' && <p>Asking {host} how large the files are …</p>}
      {phase === 'asking' && (
        <p>
          {host} would send {size}. They are kept in this browser for the next time.
        </p>
      )}
      {phase === 'fetching' && (
        <p>
          {megabytes(received)} of {size} from {host} …
        </p>
      )}
      <div className={classes.row}>
        {phase === 'asking' && (
          <Button size="compact-sm" onClick={() => void playground.confirmDownload()}>
            Fetch {bytes === undefined ? 'them' : megabytes(bytes)}
          </Button>
        )}
        <Button size="compact-sm" variant="subtle" color="gray" onClick={() => playground.cancelDownload()}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
