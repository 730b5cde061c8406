import { Button, NativeSelect } from '@mantine/core';
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { grouped } from '../../../core/words';
import { zeroOneCost } from '../../../diagnose/errors/cost';
import { changeCost, HIGHEST_COST, readCost } from './cost-input';
import classes from './metric.module.css';

interface Props {
  readonly names: readonly string[];
  /** [K, K], rows true; undefined while every mistake costs 1. */
  readonly cost: Float64Array | undefined;
  readonly onChange: (cost: Float64Array | undefined) => void;
}

/** With more classes than this, one row is shown at a time. */
const MOST_IN_GRID = 12;

/** What each mistake costs, to be edited: rows are true classes, columns decisions. */
export function CostMatrix({ names, cost, onChange }: Props) {
  const [open, setOpen] = useState(false);
  const [row, setRow] = useState(0);
  const [problem, setProblem] = useState(false);
  const [resets, setResets] = useState(0);
  const count = names.length;
  const plain = useMemo(() => zeroOneCost(count), [count]);
  const table = useRef<HTMLDivElement>(null);
  const costs = cost ?? plain;

  const cell = (truth: number, said: number) => {
    const at = truth * count + said;
    return (
      <CostCell
        key={`${resets} ${at}`}
        label={truth === said ? `Cost of recognising ${names[truth]}` : `Cost of taking ${names[truth]} for ${names[said]}`}
        place={at}
        value={costs[at]!}
        right={truth === said}
        changed={costs[at] !== plain[at]}
        onProblem={setProblem}
        onValue={(value) => onChange(changeCost(costs, plain, at, value))}
      />
    );
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const target = event.target as HTMLElement;
    const step = { ArrowUp: -count, ArrowDown: count, Enter: count }[event.key];
    const at = Number(target.dataset['place']);
    if (step === undefined || !Number.isInteger(at)) return;
    event.preventDefault();
    table.current?.querySelector<HTMLElement>(`[data-place="${at + (count > MOST_IN_GRID ? Math.sign(step) : step)}"]`)?.focus();
  };

  return (
    <details className={classes.costs} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>What each mistake costs{cost ? ' (changed)' : ''}</summary>
      {open && (
        <>
          <p>
            Not all mistakes are equally bad. Say what taking one class for another costs, and see the expected cost above, and what deciding by it would change. Tab goes to the next cell, up and down to the cell above and
            below.
          </p>
          <div className={classes.tools}>
            {count > MOST_IN_GRID && (
              <NativeSelect size="xs" label="True class" data={names.map((name, i) => ({ value: String(i), label: name }))} value={row} onChange={(event) => setRow(Number(event.currentTarget.value))} />
            )}
            <Button
              variant="default"
              size="xs"
              disabled={!cost && !problem}
              onClick={() => {
                onChange(undefined);
                setProblem(false);
                setResets(resets + 1);
              }}
            >
              Every mistake costs 1
            </Button>
          </div>
          <div ref={table} onKeyDown={onKeyDown}>
            {count > MOST_IN_GRID ? (
              <div className={classes.row} role="group" aria-label={`Costs of what is truly ${names[row]}`}>
                {names.map((name, said) => (
                  <label key={`${row} ${name}`}>
                    {name} {cell(row, said)}
                  </label>
                ))}
              </div>
            ) : (
              <div className={classes.grid} tabIndex={0} role="region" aria-label="Cost matrix">
                <table>
                  <thead>
                    <tr>
                      <th scope="col">true ↓ said →</th>
                      {names.map((name) => (
                        <th key={name} scope="col">
                          {name}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {names.map((name, truth) => (
                      <tr key={name}>
                        <th scope="row">{name}</th>
                        {names.map((_, said) => (
                          <td key={said}>{cell(truth, said)}</td>
                        ))}
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
          </div>
          {problem && (
            <p className={classes.problem} role="alert">
              A cost is a number from 0 to {grouped(HIGHEST_COST)}; until it is one, the last one holds.
            </p>
          )}
        </>
      )}
    </details>
  );
}

interface CellProps {
  readonly label: string;
  readonly place: number;
  readonly value: number;
  /** Whether it is the cost of a right answer. */
  readonly right: boolean;
  readonly changed: boolean;
  readonly onValue: (value: number) => void;
  readonly onProblem: (problem: boolean) => void;
}

function CostCell({ label, place, value, right, changed, onValue, onProblem }: CellProps) {
  const [text, setText] = useState(String(value));
  return (
    <input
      className={classes.cell}
      type="text"
      inputMode="decimal"
      aria-label={label}
      aria-invalid={readCost(text) === undefined}
      data-place={place}
      data-right={right}
      data-changed={changed}
      value={text}
      onFocus={(event) => event.currentTarget.select()}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        const read = readCost(currentTarget.value);
        onProblem(read === undefined);
        if (read !== undefined) onValue(read);
      }}
      onBlur={() => {
        if (readCost(text) !== undefined) return;
        setText(String(value));
        onProblem(false);
      }}
    />
  );
}
