import { Text, Title } from '@mantine/core';
import { useId, type ReactNode, type Ref } from 'react';
import classes from './panel.module.css';

interface Props {
  readonly title: string;
  /** One plain sentence: what this is, or what to look for. */
  readonly help: ReactNode;
  /** Beside the title. */
  readonly controls?: ReactNode;
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLElement>;
}

/** The frame that all panels share: a title, a sentence of help, the content. */
export function Panel({ title, help, controls, children, ref }: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={classes.panel} ref={ref}>
      <div className={classes.head}>
        <Title order={2} size="h5" id={id}>
          {title}
        </Title>
        {controls}
      </div>
      <p className={classes.help}>{help}</p>
      {children}
    </section>
  );
}

/** In place of content that is not there (yet): what is missing, and what to do. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className={classes.empty}>
      <Text fw={600}>{title}</Text>
      {children !== undefined && <p className={classes.help}>{children}</p>}
    </div>
  );
}
