import { useInViewport } from '@mantine/hooks';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { createAsker, type Asker } from './asker';

export interface Question<T> {
  /** Puts the question to the trainer. */
  readonly ask: () => Promise<T>;
  /** What the answer belongs to: an answer to another subject is never shown. */
  readonly subject: string;
  /** Whenever this changes, the question is put again. */
  readonly occasion: string;
  /** Puts the question again and again, this often, in ms. */
  readonly every?: number | undefined;
  /** Least time between two questions in ms, for answers that cost the trainer much. */
  readonly gap?: number;
  /** Nothing is asked while this is false. */
  readonly enabled?: boolean;
}

export interface Answered<T, E extends HTMLElement> {
  readonly answer: T | undefined;
  /** To be set on the panel's element: while it is out of sight, nothing is asked. */
  readonly ref: React.RefCallback<E>;
}

/** Keeps the trainer's answer to a question up to date, within the limits of {@link createAsker}. A refusal leaves the last answer. */
export function useAnswer<T, E extends HTMLElement = HTMLElement>(trainer: unknown, { ask, subject, occasion, every, gap, enabled = true }: Question<T>): Answered<T, E> {
  const { ref, inViewport } = useInViewport<E>();
  const [state, setState] = useState<{ readonly subject: string; readonly answer: T }>();
  const asker = useRef<Asker>(null);
  const put = useEffectEvent(ask);
  const active = enabled && inViewport;

  useEffect(() => {
    const made = createAsker(
      () => put(),
      (answer) => setState({ subject, answer }),
      () => undefined,
      gap,
    );
    asker.current = made;
    return () => made.cancel();
  }, [trainer, subject, gap]);

  useEffect(() => {
    if (!active) return;
    asker.current?.request();
    if (every === undefined) return;
    const timer = setInterval(() => {
      if (!document.hidden) asker.current?.request();
    }, every);
    return () => clearInterval(timer);
  }, [trainer, subject, occasion, every, gap, active]);

  return { answer: state?.subject === subject ? state.answer : undefined, ref };
}
