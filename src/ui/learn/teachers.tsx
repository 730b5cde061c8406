/** For teachers: makes the link of a lesson of one's own, and the lines that put Grimoire into a course page. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useStore } from 'zustand';
import { DEFAULT_PAGE, LONGEST, MOST_OPTIONS, PANELS, PARTS, type PageOptions } from '../../core/page-options';
import { writeLink } from '../../core/permalink';
import { withPageOptions } from '../../core/write-page-options';
import { page, toggleProjector } from '../embed/page';
import { copy } from '../shared/clipboard';
import { usePlayground, usePlaygroundState } from '../playground-context';
import classes from './learn.module.css';
import styles from './teachers.module.css';

const SIZES = ['400 × 300', '600 × 450', '800 × 600', '900 × 600'] as const;

export default function Teachers() {
  const projector = useStore(page, (options) => options.projector);
  return (
    <section aria-labelledby="teachers-title" className={styles.builder}>
      <div>
        <h3 id="teachers-title">For teachers</h3>
        <p className={classes.help}>What is in the controls now becomes part of a course page, or of a lesson with your own text. All of it is in the link; nothing is stored anywhere.</p>
      </div>
      <label className={classes.row}>
        <input type="checkbox" checked={projector} onChange={toggleProjector} />
        Projector mode: large type and thick lines, for a room (key p)
      </label>
      <details>
        <summary>Make a lesson or an embedded page</summary>
        <Builder />
      </details>
    </section>
  );
}

type Shape = Pick<PageOptions, 'embed' | 'panels' | 'hide' | 'lock' | 'autoplay' | 'projector'>;

function Builder() {
  const { catalogue } = usePlayground();
  const experiment = usePlaygroundState((state) => state.experiment);
  const [shape, setShape] = useState<Shape>({ ...DEFAULT_PAGE, embed: true });
  const [own, setOwn] = useState({ title: '', text: '', ask: '', options: '' });
  const [size, setSize] = useState<string>(SIZES[1]);
  const [shown, setShown] = useState<string>();
  const written = own.title !== '' || own.text !== '' || own.ask !== '';
  const lines = own.options.split('\n').map((option) => [...option.trim().replaceAll('|', '/')]).filter((option) => option.length > 0);
  const tooMuch = lines.length > MOST_OPTIONS || lines.some((option) => option.length > LONGEST.option);
  const choices = lines.slice(0, MOST_OPTIONS).map((option) => option.slice(0, LONGEST.option).join(''));
  const options = { ...shape, ...(written ? { own: { ...own, options: choices } } : {}) };
  const link = new URL(withPageOptions(writeLink(catalogue, experiment), options), window.location.href).href;
  const [width, height] = size.split(' × ');
  const snippet = `<iframe src="${link.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}" width="${width}" height="${height}" title="Grimoire" style="border: 1px solid #ccc"></iframe>`;
  const change = (part: Partial<Shape>) => setShape((before) => ({ ...before, ...part }));
  const write = (part: Partial<typeof own>) => setOwn((before) => ({ ...before, ...part }));
  return (
    <div className={styles.builder}>
      <label className={classes.row}>
        <input type="checkbox" checked={shape.embed} onChange={(event) => change({ embed: event.currentTarget.checked })} />
        For an iframe: a slim bar and chosen panels only
      </label>
      {shape.embed && <Choices legend="Panels" names={PANELS} chosen={shape.panels} onChange={(panels) => change({ panels })} />}
      <Choices legend="Settings that cannot be changed" names={PARTS} chosen={shape.lock} onChange={(lock) => change({ lock })} />
      <Choices legend="Settings that are hidden, and stay as they are" names={PARTS} chosen={shape.hide} onChange={(hide) => change({ hide })} />
      <label className={classes.row}>
        <input type="checkbox" checked={!shape.autoplay} onChange={(event) => change({ autoplay: !event.currentTarget.checked })} />
        Nothing trains until the reader presses Train
      </label>
      <div className={classes.sheet}>
        <label>
          Title of the lesson
          <input type="text" maxLength={LONGEST.title} value={own.title} onChange={(event) => write({ title: event.currentTarget.value })} />
        </label>
        <label>
          Text (blank lines between paragraphs; **bold**, *italic*, `code`, - lists, [links](https://…))
          <textarea rows={5} maxLength={LONGEST.text} value={own.text} onChange={(event) => write({ text: event.currentTarget.value })} />
        </label>
        <label>
          Question to be answered before training
          <input type="text" maxLength={LONGEST.ask} value={own.ask} onChange={(event) => write({ ask: event.currentTarget.value })} />
        </label>
        <label>
          Options, one a line; free text without any
          <textarea rows={3} value={own.options} aria-invalid={tooMuch} onChange={(event) => write({ options: event.currentTarget.value })} />
        </label>
        {tooMuch && (
          <p className={classes.problem} role="status">
            A question takes {MOST_OPTIONS} options of {LONGEST.option} characters each; what is beyond that is left out of the link.
          </p>
        )}
      </div>
      <Copied label={shape.embed ? 'Copy the iframe' : 'Copy the link'} text={shape.embed ? snippet : link} />
      {shape.embed && (
        <>
          <div className={classes.row}>
            <label className={classes.seeds}>
              Size
              <select value={size} onChange={(event) => setSize(event.currentTarget.value)}>
                {SIZES.map((one) => (
                  <option key={one}>{one}</option>
                ))}
              </select>
            </label>
            <Button size="sm" variant="default" onClick={() => setShown(shown === link ? undefined : link)}>
              {shown === undefined ? 'Preview' : shown === link ? 'Close the preview' : 'Preview anew'}
            </Button>
          </div>
          {shown !== undefined && (
            <div className={styles.preview} tabIndex={0} role="group" aria-label="Preview">
              <iframe key={shown} src={shown} width={width} height={height} title="Preview of the embedded page" />
            </div>
          )}
        </>
      )}
    </div>
  );
}

interface ChoicesProps<Id extends string> {
  readonly legend: string;
  readonly names: Readonly<Record<Id, string>>;
  readonly chosen: readonly Id[];
  readonly onChange: (chosen: readonly Id[]) => void;
}

function Choices<Id extends string>({ legend, names, chosen, onChange }: ChoicesProps<Id>) {
  const ids = Object.keys(names) as Id[];
  return (
    <fieldset className={styles.checks}>
      <legend>{legend}</legend>
      {ids.map((id) => (
        <label key={id}>
          <input type="checkbox" checked={chosen.includes(id)} onChange={(event) => onChange(ids.filter((one) => (one === id ? event.currentTarget.checked : chosen.includes(one))))} />
          {names[id]}
        </label>
      ))}
    </fieldset>
  );
}

function Copied({ label, text }: { readonly label: string; readonly text: string }) {
  const [copied, setCopied] = useState<string>();
  return (
    <>
      <textarea className={styles.snippet} rows={4} readOnly aria-label={label.replace('Copy the ', 'The ')} value={text} onFocus={(event) => event.currentTarget.select()} />
      <div className={classes.row}>
        <Button size="sm" onClick={() => void copy(text).then((done) => setCopied(done ? text : undefined))}>
          {copied === text ? 'Copied ✓' : label}
        </Button>
        <span className={classes.help}>{[...text].length} characters.</span>
      </div>
    </>
  );
}
