import { Button, FileButton } from '@mantine/core';
import type { DatasetDeclaration } from '../../core/dataset';
import { describeData } from '../../core/experiment';
import { grouped } from '../../core/words';
import { FieldGroup } from '../fields/field-group';
import { megabytes } from '../format';
import { usePlayground, usePlaygroundState } from '../playground-context';
import { ChoiceSelect } from './choice-select';
import classes from './experiment.module.css';
import { Section } from './section';

/** Fields that come before the fold. */
const SHOWN = 3;

export function DataSection() {
  const playground = usePlayground();
  const { catalogue } = playground;
  const data = usePlaygroundState((state) => state.experiment.data);
  const declaration = catalogue.datasets[data.id]!;
  const { shape, classes: classCount, encoding } = describeData(catalogue, data);
  return (
    <Section title="Data">
      <ChoiceSelect label="Data set" value={data.id} options={Object.values(catalogue.datasets)} onChange={(id) => playground.chooseData(id)} />
      <p className={classes.summary}>{declaration.summary}</p>
      <p className={classes.facts}>
        {encoding === 'pixels' ? `${shape.join(' × ')} pixels` : `${shape[0]} coordinates`} · {classCount} classes
      </p>
      {declaration.needs && <FilesNeeded declaration={declaration} />}
      <FieldGroup key={data.id} owner="data" fields={declaration.fields} values={data} shown={SHOWN} />
      {declaration.source && (
        <a className={classes.source} href={declaration.source.url} target="_blank" rel="noreferrer">
          {declaration.source.citation}
        </a>
      )}
    </Section>
  );
}

/** What a data set from outside is made of, and the two ways to bring it in. */
function FilesNeeded({ declaration }: { readonly declaration: DatasetDeclaration }) {
  const playground = usePlayground();
  const files = usePlaygroundState((state) => state.files[declaration.id]) ?? [];
  const download = usePlaygroundState((state) => state.download);
  const url = usePlaygroundState((state) => state.experiment.data['url']);
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
            {declaration.needs!.map(({ file, what }) => (
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
          <Button size="compact-sm" variant="subtle" color="gray" onClick={() => playground.forgetFiles(declaration.id)}>
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
