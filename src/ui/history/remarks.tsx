import { Textarea, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Trial } from '../../lab/trial';
import type { Lab } from '../../store/lab/lab';
import classes from './detail.module.css';
import { makeDraft } from './remarks-draft';

const LONGEST_LABEL = 60;
const LONGEST_NOTE = 2000;

interface Props {
  readonly lab: Lab;
  /** Another one needs another `key`. */
  readonly trial: Trial;
}

/** What the visitor writes about a run; kept when a field is left, or taken from the page with what is in it. */
export function Remarks({ lab, trial }: Props) {
  const [{ store, type, keep }] = useState(() => makeDraft(lab, trial.id));
  const { label = trial.label, tags = trial.tags.join(', '), note = trial.note } = useStore(store);
  useEffect(() => keep, [keep]);
  return (
    <section className={classes.remarks} aria-label="Your remarks">
      <button type="button" className={classes.star} aria-pressed={trial.starred} onClick={() => lab.remark([trial.id], { starred: !trial.starred })}>
        {trial.starred ? '★ Starred' : '☆ Star it'}
      </button>
      <TextInput
        size="xs"
        label="Label"
        description="A short name for a run that stands out; it takes the place of what the run changes."
        value={label}
        maxLength={LONGEST_LABEL}
        onChange={(event) => type({ label: event.currentTarget.value })}
        onBlur={keep}
        onKeyDown={({ key }) => key === 'Enter' && keep()}
      />
      <TextInput
        size="xs"
        label="Tags"
        description="Words to filter by, with commas between them."
        value={tags}
        onChange={(event) => type({ tags: event.currentTarget.value })}
        onBlur={keep}
        onKeyDown={({ key }) => key === 'Enter' && keep()}
      />
      <Textarea size="xs" label="Note" rows={3} maxLength={LONGEST_NOTE} value={note} onChange={(event) => type({ note: event.currentTarget.value })} onBlur={keep} />
    </section>
  );
}
