import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { catalogue } from '../../../src/catalogue';
import { Playground } from '../../../src/store/playground';
import { page } from '../../../src/ui/embed/page';
import { follow, start } from '../../../src/ui/embed/start';
import { arrival } from '../../../src/ui/share/arrival';
import { FakeTrainer } from '../support/fake-trainer';

const location = { hash: '' };

function openAt(hash: string) {
  location.hash = hash;
  const trainer = new FakeTrainer();
  const playground = new Playground({ catalogue, trainer: trainer.remote, link: hash, showLink: () => undefined, memory: undefined, kept: () => page.getState().lock });
  const goTo = (next: string): Promise<void> => {
    location.hash = next;
    return follow(playground);
  };
  return { playground, trainer, goTo };
}

beforeEach(() => {
  vi.stubGlobal('window', { location });
  vi.stubGlobal('document', { documentElement: { toggleAttribute: () => false } });
});
afterEach(() => void vi.unstubAllGlobals());

it.each(['#lesson=sampling', '#v=1&ls'])('the link %s trains, and waits where it says autoplay=off, first or later', async (link) => {
  for (const [address, trains] of [[link, true], [`${link}&autoplay=off`, false]] as const) {
    const opened = openAt(address);
    await start(opened.playground);
    expect(opened.trainer.starts).toHaveLength(trains ? 1 : 0);
    const { playground, trainer, goTo } = openAt('#v=1&lr=0.2&autoplay=off');
    await start(playground);
    await goTo(address);
    expect(trainer.starts).toHaveLength(trains ? 1 : 0);
    expect(playground.state.experiment.run.lr).not.toBe(0.2);
  }
});

it('results of the address before do not stay on show beside a lesson', async () => {
  const { playground, goTo } = openAt('#v=1');
  await start(playground);
  arrival.setState({ results: { id: 'shown' } as never });
  await goTo('#lesson=sampling');
  expect(arrival.getState().results).toBeUndefined();
});

it('what an address locks is no obstacle to the address itself', async () => {
  const { playground, goTo } = openAt('#v=1');
  await start(playground);
  await goTo('#v=1&lr=0.2&lock=run,tricks');
  expect(playground.state.experiment.run.lr).toBe(0.2);
  await goTo('#lesson=sampling&lock=run,tricks,data,model');
  expect(playground.state.experiment.tricks).toHaveProperty('sampling');
  expect(playground.state.notices).toEqual([]);
});
