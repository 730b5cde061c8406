import { Button } from '@mantine/core';
import type { Experiment } from '../../core/experiment';
import { plantOf, type PlantDeclaration } from '../../core/plant';
import { titleOf } from '../../diagnose/checklist';
import type { Verdict } from '../../diagnose/verdict';
import { useAnswer } from '../shared/use-answer';
import { useCurrentRun, usePlayground, usePlaygroundState } from '../playground-context';
import { Mark, TONE_WORDS } from '../verdicts/mark';
import classes from './hunt.module.css';
import { hideAtRandom, linkWithout } from './links';

interface Props {
  readonly experiment: Experiment;
  readonly bugs: readonly string[];
  readonly found: boolean;
  readonly guesses: number;
}

/** Which bug it was, what of it can be seen in the run right now, and what there is to learn. */
export function Answer({ experiment, bugs, found, guesses }: Props) {
  const playground = usePlayground();
  const { catalogue } = playground;
  const run = useCurrentRun();
  const revision = usePlaygroundState((state) => state.revision);
  const { answer, ref } = useAnswer(playground.trainer, {
    ask: () => playground.trainer.examine(),
    subject: String(run?.id),
    occasion: String(revision),
    gap: 5000,
    enabled: run !== undefined && run.status !== 'starting',
  });
  const culprits = bugs.flatMap((id) => plantOf(catalogue, id) ?? []);
  const tries = guesses === 1 ? 'at the first guess' : `with ${guesses} guesses`;
  const open = (link: string | undefined) => link !== undefined && void playground.openLink(link);
  return (
    <div ref={ref}>
      <p role="status" className={classes.verdict}>
        {found ? `Right, ${tries}.` : 'This is what it was.'}
      </p>
      {culprits.map((bug) => (
        <Culprit key={bug.id} bug={bug} verdicts={answer?.verdicts} />
      ))}
      <div className={classes.buttons}>
        <Button size="sm" onClick={() => open(linkWithout(catalogue, experiment))}>
          Train without the bug
        </Button>
        <Button size="sm" variant="default" onClick={() => open(hideAtRandom(catalogue, experiment))}>
          Hide another, and train
        </Button>
      </div>
    </div>
  );
}

/** @param verdicts none before the engine has answered */
function Culprit({ bug, verdicts }: { readonly bug: PlantDeclaration; readonly verdicts: readonly Verdict[] | undefined }) {
  const seen = (verdicts ?? []).filter(({ id, tone }) => bug.evidence.includes(id) && (tone === 'bad' || tone === 'watch'));
  return (
    <div className={classes.culprit}>
      <h3>{bug.title}</h3>
      <p>{bug.summary}</p>
      <p>{bug.lesson}</p>
      <h4>What this run shows of it now</h4>
      {seen.length > 0 ? (
        <ul className={classes.traces}>
          {seen.map((verdict) => (
            <li key={verdict.id}>
              <span>
                <Mark tone={verdict.tone} /> {TONE_WORDS[verdict.tone]}
              </span>
              <p>
                <b>{titleOf(verdict)}.</b> {verdict.text}
              </p>
            </li>
          ))}
        </ul>
      ) : (
        <p className={classes.hint}>{verdicts ? nothingSeen(bug) : 'Asking the network and looking through its data …'}</p>
      )}
    </div>
  );
}

function nothingSeen({ evidence }: PlantDeclaration): string {
  if (evidence.includes('kernels')) return 'None of the verdicts asks for it yet: the check of the kernels in the Device view does.';
  return 'None of its verdicts is amber or red yet: some show only at the end of the run.';
}
