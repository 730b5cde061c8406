import { beforeEach, expect, it } from 'vitest';
import { place, showScreen, showTrick, showView } from '../../../src/ui/shell/views';

beforeEach(() => place.setState(place.getInitialState(), true));

it('a view brings its screen along', () => {
  showScreen('experiment');
  showView('export');
  expect(place.getState()).toMatchObject({ view: 'export', screen: 'view' });
});

it('the card of a trick opens the browser, and no trick is the list of all', () => {
  showTrick('mixup');
  expect(place.getState()).toEqual({ view: 'tricks', screen: 'view', trick: 'mixup' });
  showTrick(undefined);
  expect(place.getState().trick).toBeUndefined();
});

it('a look inside belongs to the run', () => {
  showView('tricks');
  showScreen('why');
  expect(place.getState()).toMatchObject({ view: 'train', screen: 'why' });
  showView('tricks');
  showScreen('experiment');
  expect(place.getState().view).toBe('tricks');
});
