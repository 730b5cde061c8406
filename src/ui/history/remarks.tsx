import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Trial } from '../../lab/trial';
import type { Lab, Remark } from '../../store/lab/lab';
import classes from './detail.module.css';
import { readTags } from './tags';

const LONGEST_LABEL = 60;
const LONGEST_NOTE = 2000;

interface Props {
  readonly lab: Lab;
  readonly trial: Trial;
}

/** What the visitor writes about a run; kept when the field is left. */
export function Remarks({ lab, trial }: Props) {
  const [label, setLabel] = useState(trial.label);
  const [tags, setTags] = useState(trial.tags.join(', '));
  const [note, setNote] = useState(trial.note);
  const keep = (remark: Remark): void => lab.remark([trial.id], remark);
  return (
    <section className={classes.remarks} aria-label="Your remarks">
      <button type="button" className={classes.star} aria-pressed={trial.starred} onClick={() => keep({ starred: !trial.starred })}>
        {trial.starred ? '★ Starred' : '☆ Star it'}
      </button>
      <TextInput
        size="xs"
        label="Label"
        description="A short name for a run that stands out; it takes the place of what the run changes."
        value={label}
        maxLength={LONGEST_LABEL}
        onChange={(event) => setLabel(event.currentTarget.value)}
        onBlur={() => keep({ label: label.trim() })}
        onKeyDown={({ key }) => key === 'Enter' && keep({ label: label.trim() })}
      />
      <TextInput
        size="xs"
        label="Tags"
        description="Words to filter by, with commas between them."
        value={tags}
        onChange={(event) => setTags(event.currentTarget.value)}
        onBlur={() => {
          setTags(readTags(tags).join(', '));
          keep({ tags: readTags(tags) });
        }}
        onKeyDown={({ key }) => key === 'Enter' && keep({ tags: readTags(tags) })}
      />
      <Textarea
        size="xs"
        label="Note"
        rows={3}
        maxLength={LONGEST_NOTE}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        onBlur={() => keep({ note: note.trim() })}
      />
    </section>
  );
}
