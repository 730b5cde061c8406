import { useState } from 'react';
import { grouped } from '../../core/words';
import type { SuspectShown } from '../../diagnose/data/finding';
import { findLabelNoise, judgeLabelNoise } from '../../diagnose/data/label-noise';
import type { Verdict } from '../../diagnose/verdict';
import type { PlaygroundState } from '../../store/playground';
import { confidence } from '../shared/pixels';
import { Segments } from '../shared/segments';
import { useAnswer } from '../shared/use-answer';
import { useCurrentRun, usePlayground } from '../playground-context';
import { CheckRow } from './check-row';
import classes from './data.module.css';
import { Suspects } from './evidence/pictures';
import { subjectOf } from './subject';

/** Samples that the network is asked about, and suspects that are drawn. */
const ASKED = 2000;
const SHOWN = 24;
/** Between two questions, in ms: each costs the trainer a moment. */
const GAP = 5000;

const TITLE = 'Labels against the network';
const QUESTION = 'Which labels does a trained network contradict with confidence? Early in training it contradicts what is hard, late what is wrong; one that has over-fitted knows wrong labels by heart.';
const SPLITS = [
  { value: 'train', label: 'Train' },
  { value: 'dev', label: 'Dev' },
];

interface Answer {
  readonly step: number;
  readonly asked: number;
  readonly verdict: Verdict;
  readonly found: number;
  readonly suspects: readonly SuspectShown[];
}

interface Props {
  /** The data that are looked at. */
  readonly subject: string;
  readonly files: PlaygroundState['files'][string];
  readonly shape: readonly number[];
  readonly names: readonly string[];
}

/** Labels that the network of the current run takes for wrong. */
export function NetworkLabels({ subject, files, shape, names }: Props) {
  const { catalogue, trainer } = usePlayground();
  const run = useCurrentRun();
  const [split, setSplit] = useState<'train' | 'dev'>('train');
  const fits = run !== undefined && run.evaluations.length > 0 && subjectOf(catalogue, run.experiment, files).key === subject;

  const ask = async (): Promise<Answer> => {
    const { labels, probabilities, classes: count, step } = await trainer.outcomes(split, ASKED);
    const noise = findLabelNoise({ labels, probabilities, classes: count });
    const worst = noise.suspects.slice(0, SHOWN);
    const views = await trainer.samplesAt(split, worst.map(({ index }) => index));
    const suspects = views.map(({ index, label, features }, i) => {
      const { likely } = worst[i]!;
      return { split, index, label, features, likely, says: `network: ${confidence(probabilities[index * count + likely]!)}` };
    });
    return { step, asked: labels.length, verdict: judgeLabelNoise(noise), found: noise.suspects.length, suspects };
  };
  const { answer, ref } = useAnswer<Answer, HTMLDivElement>(trainer, { ask, subject: `${run?.id} ${split}`, occasion: run?.status ?? '', gap: GAP, enabled: fits });

  return (
    <div ref={ref}>
      {!fits || !answer ? (
        <div className={classes.check}>
          <p className={classes.idle}>
            <b>{TITLE}</b>
            <span>{fits ? 'Asking the network …' : 'Train on these data, and the network tells which labels it contradicts.'}</span>
          </p>
        </div>
      ) : (
        <CheckRow key={`${run?.id} ${run?.status} ${answer.verdict.tone}`} title={TITLE} question={QUESTION} verdicts={[answer.verdict]}>
          {() => (
            <>
              <div className={classes.asked}>
                <Segments label="Whose labels" data={SPLITS} value={split} onChange={(value) => setSplit(value as 'train' | 'dev')} />
                <span>
                  The first {grouped(answer.asked)} samples, asked after step {grouped(answer.step)}. In training samples a network repeats what it has learned by heart; dev samples it has never seen.
                </span>
              </div>
              {answer.found > 0 && <Suspects suspects={answer.suspects} found={answer.found} shape={shape} name={(label) => names[label] ?? String(label)} />}
            </>
          )}
        </CheckRow>
      )}
    </div>
  );
}
