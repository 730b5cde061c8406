import { Button, Popover, Radio, Text, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import type { BackendId, BackendRequest } from '../../engine/protocol';
import { useCurrentRun, usePlayground, usePlaygroundState } from '../playground-context';
import { showView } from '../shell/views';
import classes from './header.module.css';

const NAMES: Record<BackendId, string> = { webgpu: 'WebGPU', wasm: 'WebAssembly', cpu: 'JavaScript' };

const CHOICES: readonly { value: string; request: BackendRequest; label: string; description: string }[] = [
  { value: 'auto', request: { backend: 'auto' }, label: 'Automatic', description: 'The fastest that works here.' },
  { value: 'webgpu', request: { backend: 'webgpu' }, label: 'WebGPU', description: 'The graphics card; fastest where there is a real one.' },
  { value: 'wasm', request: { backend: 'wasm' }, label: 'WebAssembly', description: 'The processor, with vector instructions.' },
  { value: 'cpu', request: { backend: 'cpu' }, label: 'Plain JavaScript', description: 'Works everywhere, and is slow.' },
  {
    value: 'safe',
    request: { backend: 'cpu', safeMode: true },
    label: 'Safe mode',
    description: 'Only the stock kernels of TensorFlow.js, on the processor: very slow. If a network goes wrong here as well, the fault is in the network and not in a fast kernel.',
  },
];

/** Where the network is computed and why, and how to change that. */
export function BackendBadge() {
  const playground = usePlayground();
  const backend = usePlaygroundState((state) => state.backend);
  const notes = useCurrentRun()?.notes;
  const request = usePlaygroundState((state) => state.request);
  const [opened, setOpened] = useState(false);
  const checkDevice = (): void => {
    setOpened(false);
    showView('device');
  };
  const name = backend ? (backend.safeMode ? 'Safe mode' : NAMES[backend.backend]) : 'Engine …';
  return (
    <Popover width={330} position="bottom-end" shadow="md" trapFocus withRoles opened={opened} onChange={setOpened}>
      <Popover.Target>
        <UnstyledButton className={classes.badge} aria-label={`Backend: ${name}`} onClick={() => setOpened(!opened)}>
          <span className={classes.dot} data-slow={backend?.backend === 'cpu' || undefined} data-waiting={!backend || undefined} />
          <span className={classes.wide}>{name}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label="Backend">
        {backend ? (
          <>
            <Text size="sm" fw={600}>
              {backend.device}
            </Text>
            <Text size="sm">{backend.reason}</Text>
            {notes?.map((note) => (
              <Text key={note} size="sm">
                {note}
              </Text>
            ))}
          </>
        ) : (
          <Text size="sm">The engine is being loaded.</Text>
        )}
        <fieldset className={classes.backends}>
          <legend>Compute with</legend>
          {CHOICES.map((choice) => (
            <Radio
              key={choice.value}
              name="backend"
              size="sm"
              label={choice.label}
              description={choice.description}
              checked={(request.safeMode ? 'safe' : request.backend) === choice.value}
              onChange={() => void playground.chooseBackend(choice.request)}
            />
          ))}
        </fieldset>
        <Text size="sm" c="dimmed" mt="sm">
          A change starts a new run. It is remembered in this browser and is not part of the link.
        </Text>
        <Button variant="default" size="xs" mt="sm" onClick={checkDevice}>
          Does it compute rightly? Check it
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
