import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Experiment } from '../../../core/experiment';
import { grouped } from '../../../core/words';
import { planCurve, type CurveAxis, type CurveOptions, type CurvePlan } from '../../../store/learning-curve';
import { Segments } from '../../shared/segments';
import styles from './curves.module.css';

interface Props {
  readonly experiment: Experiment;
  readonly onBegin: (plan: CurvePlan) => void;
}

const BUTTONS: readonly { readonly axis: CurveAxis; readonly text: string }[] = [
  { axis: 'size', text: 'Draw error against training-set size' },
  { axis: 'width', text: 'Draw error against model width' },
];
const SEEDS = ['1', '2', '3'];

/** What to measure, and how thoroughly. */
export function CurveForm({ experiment, onBegin }: Props) {
  const [seeds, setSeeds] = useState(1);
  const [length, setLength] = useState<CurveOptions['length']>('short');
  const planOf = (axis: CurveAxis, ofLength = length) => planCurve(experiment, { axis, seeds, length: ofLength });
  const stepsOf = (ofLength: CurveOptions['length']): number | undefined => {
    const plan = planOf('size', ofLength);
    return 'steps' in plan ? plan.steps : undefined;
  };
  const short = stepsOf('short');
  const full = stepsOf('full');

  return (
    <Stack gap="sm">
      <Group gap="sm" align="flex-start">
        {BUTTONS.map(({ axis, text }) => {
          const plan = planOf(axis);
          const problem = 'problem' in plan ? plan.problem : undefined;
          return (
            <div key={axis} className={styles.action}>
              <Button className={styles.button ?? ''} variant={axis === 'size' ? 'filled' : 'default'} disabled={problem !== undefined} onClick={() => 'runs' in plan && onBegin(plan)}>
                {text}
              </Button>
              {problem !== undefined && (
                <Text size="xs" className={styles.note ?? ''}>
                  {problem}
                </Text>
              )}
            </div>
          );
        })}
      </Group>
      <div className={styles.options}>
        <Option name="Runs per point" help="One shows the picture soonest; several, each with another seed, show how much of it is luck.">
          <Segments label="Runs per point" data={SEEDS} value={String(seeds)} onChange={(value) => setSeeds(Number(value))} />
        </Option>
        {short !== undefined && full !== undefined && short < full && (
          <Option name="Length of a run" help="Short runs show the shape; full ones take as many steps as the experiment itself.">
            <Segments
              label="Length of a run"
              data={[
                { value: 'short', label: `Short: ${short} steps` },
                { value: 'full', label: `Full: ${grouped(full)} steps` },
              ]}
              value={length}
              onChange={(value) => setLength(value as CurveOptions['length'])}
            />
          </Option>
        )}
      </div>
    </Stack>
  );
}

function Option({ name, help, children }: { readonly name: string; readonly help: string; readonly children: React.ReactNode }) {
  return (
    <div className={styles.option}>
      <Text size="sm" fw={600} mb={4}>
        {name}
      </Text>
      {children}
      <Text size="xs" mt={4} className={styles.note ?? ''}>
        {help}
      </Text>
    </div>
  );
}
