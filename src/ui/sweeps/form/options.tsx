import { NativeSelect, Switch } from '@mantine/core';
import { useId } from 'react';
import { integer, number } from '../../../core/fields';
import { editDraft, MOST_ARMS, MOST_SEEDS, type SweepDraft } from '../../../store/lab/sweep';
import classes from './form.module.css';
import { NumberBox } from './number-box';

const SEEDS = integer({ label: 'Seeds', help: '', default: 3, min: 1, max: MOST_SEEDS });
const DRAWS = integer({ label: 'Settings', help: '', default: 12, min: 1, max: MOST_ARMS });
const DRAW_SEED = integer({ label: 'Draw', help: '', default: 1, min: 0, max: 2 ** 31 - 1 });
const RUNS = integer({ label: 'Runs', help: '', default: 20, min: 1, max: 1000 });
const MINUTES = number({ label: 'Minutes', help: '', default: 10, min: 0.1, max: 10_000 });

/** How often, how many, and when to stop. */
export function Options({ draft }: { readonly draft: SweepDraft }) {
  const { strategy, seeds, draws, drawSeed, even, halving, limit, runs, minutes } = draft;
  const id = useId();
  const drawn = strategy === 'random' || strategy === 'big-step';
  return (
    <div className={classes.options}>
      {drawn && <NumberBox label="Settings to try" field={DRAWS} value={draws} onChange={(value) => editDraft({ draws: value })} help="How many different settings it tries, at most." />}
      <NumberBox label="Seeds for each setting" field={SEEDS} value={seeds} onChange={(value) => editDraft({ seeds: value })} help="1 is quick; 3 or more tell luck from merit." />
      {drawn && <NumberBox label="Draw number" field={DRAW_SEED} value={drawSeed} onChange={(value) => editDraft({ drawSeed: value })} help="Another number draws other settings; the same one the same again." />}
      <div className={classes.box}>
        <label htmlFor={id}>Budget</label>
        <NativeSelect
          id={id}
          size="xs"
          aria-describedby={`${id}-help`}
          data={[
            { value: 'none', label: 'Until all is done' },
            { value: 'runs', label: 'A number of runs' },
            { value: 'minutes', label: 'Minutes of training' },
          ]}
          value={limit}
          onChange={(event) => editDraft({ limit: event.currentTarget.value as SweepDraft['limit'] })}
        />
        <small id={`${id}-help`}>When it is spent, no run is added; those under way go on.</small>
      </div>
      {limit === 'runs' && <NumberBox label="Runs at most" field={RUNS} value={runs} onChange={(value) => editDraft({ runs: value })} help={halving ? 'A run that is stopped after a third counts a third.' : 'Every seed of every setting is a run.'} />}
      {limit === 'minutes' && <NumberBox label="Minutes at most" field={MINUTES} value={minutes} onChange={(value) => editDraft({ minutes: value })} help="All runs together; several at once take less of your time." />}
      <div className={classes.switches}>
        {strategy === 'random' && (
          <Switch size="sm" label="Spread evenly" description="Draws fill the space without gaps and heaps, instead of by chance." checked={even} onChange={(event) => editDraft({ even: event.currentTarget.checked })} />
        )}
        {strategy !== 'big-step' && (
          <Switch
            size="sm"
            label="Stop hopeless settings early"
            description="Successive halving: all run a ninth of their steps; the best third by dev accuracy goes on to a third of the run, the best third of those to its end. Slow starters can be lost."
            checked={halving}
            onChange={(event) => editDraft({ halving: event.currentTarget.checked })}
          />
        )}
      </div>
    </div>
  );
}
