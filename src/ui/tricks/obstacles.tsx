import { Button } from '@mantine/core';
import type { TrickDeclaration } from '../../core/trick';
import { usePlayground } from '../playground-context';
import classes from './card.module.css';
import { switchOn, type Standing } from './standing';

interface Props {
  readonly trick: TrickDeclaration;
  readonly standing: Standing;
}

/** What is in the way of a trick, and the button that clears it; or what will have to go when it comes. */
export function Obstacles({ trick, standing: { on, replaces, cannotAct, caveat, conflicts } }: Props) {
  const playground = usePlayground();
  const moves = conflicts.map(({ trick: { title }, instead }) => (instead ? `Use ${instead.title} instead of ${title}` : `Switch ${title} off`));
  return (
    <>
      {cannotAct !== undefined && (
        <div className={classes.obstacle}>
          <p>
            <b>It cannot act here:</b> {cannotAct}.
          </p>
        </div>
      )}
      {caveat !== undefined && (
        <div className={classes.obstacle}>
          <p>
            <b>Not all of it can act here:</b> {caveat}
          </p>
        </div>
      )}
      {conflicts.length > 0 && (
        <div className={classes.obstacle}>
          {conflicts.map(({ trick: other, reason }) => (
            <p key={other.id}>
              <b>It cannot be combined with {other.title}:</b> {reason}.
            </p>
          ))}
          <Button size="compact-sm" disabled={cannotAct !== undefined} onClick={() => switchOn(playground, trick)}>
            {moves.join(', ')}
            {!on && ', and switch this on'}
          </Button>
        </div>
      )}
      {!on && replaces && (
        <p className={classes.quiet}>
          Only one trick can set the {trick.exclusive}: switched on, this one takes the place of <b>{replaces.title}</b>.
          {trick.suggestedRate !== undefined && trick.exclusive === 'optimizer' && ` It works at another scale and brings its own learning rate, ${trick.suggestedRate}, unless you have set one.`}
        </p>
      )}
    </>
  );
}
