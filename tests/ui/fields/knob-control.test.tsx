import { MantineProvider } from '@mantine/core';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue';
import { Playground } from '../../../src/store/playground';
import { FieldControl } from '../../../src/ui/fields/field-control';
import { PlaygroundContext } from '../../../src/ui/playground-context';
import { FakeTrainer } from '../support/fake-trainer';

function draw(link: string, value: string): string {
  const memory = { getItem: () => null, setItem: () => undefined };
  const playground = new Playground({ catalogue, trainer: new FakeTrainer().remote, link, showLink: () => undefined, memory });
  const field = catalogue.tricks['scheduled-regularisation']!.fields['target']!;
  return renderToStaticMarkup(
    <MantineProvider>
      <PlaygroundContext.Provider value={playground}>
        <FieldControl field={field} value={value} onChange={() => undefined} />
      </PlaygroundContext.Provider>
    </MantineProvider>,
  );
}

it('the control of a knob field is a labelled list of the settings of the tricks that are on', () => {
  const html = draw('#wd&ls&sr', 'weight-decay.lambda');
  expect(html).toMatch(/<label for="([^"]+)"[^>]*>What<\/label>.*<select[^>]* id="\1"/s);
  const options = [...html.matchAll(/<option value="([^"]*)"( selected="")?>([^<]*)</g)].map(([, value, selected, label]) => [value, selected !== undefined, label]);
  expect(options).toContainEqual(['weight-decay.lambda', true, 'Weight decay: λ']);
  expect(options).toContainEqual(['label-smoothing.epsilon', false, 'Label smoothing: ε']);
});

it('it shows what is chosen even where that trick is off', () => {
  expect(draw('#ls', 'weight-decay.lambda')).toMatch(/<option value="weight-decay.lambda" selected="">Weight decay: λ \(off\)/);
});
