import { renderToStaticMarkup } from 'react-dom/server';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Markdown } from '../../../src/ui/learn/markdown';

const html = (text: string): string => renderToStaticMarkup(<Markdown text={text} />);

it('knows paragraphs, headings, lists, marks and links', () => {
  expect(html('# Title\n\nOne **bold**, *italic* and `code`.\nNext line\n\n- a\n- b')).toBe(
    '<h3>Title</h3><p>One <b>bold</b>, <i>italic</i> and <code>code</code>.<br/>Next line</p><ul><li>a</li><li>b</li></ul>',
  );
  expect(html('[this](https://example.org/a?b=1)')).toBe('<p><a href="https://example.org/a?b=1" target="_blank" rel="noreferrer nofollow">this</a> (example.org)</p>');
});

it('makes neither HTML nor addresses of another kind of what it is given', () => {
  expect(html('<img src=x onerror=alert(1)>')).toBe('<p>&lt;img src=x onerror=alert(1)&gt;</p>');
  for (const url of ['javascript:alert(1)', 'http://example.org', 'data:text/html,x', '//example.org']) expect(html(`[a](${url})`)).not.toContain('<a');
});

it('writes any text without a tag of its own, and in good time', () => {
  const other = /<(?!\/?(p|h3|ul|li|b|i|code|br|a)[\s/>])/;
  const parts = fc.array(fc.constantFrom('*', '**', '`', '[', ']', '(', ')', 'https://', '<', '>', '\n', '\n\n', '- ', '# ', 'a', ' ', '&', '"'), { maxLength: 60 });
  fc.assert(
    fc.property(parts, (given) => {
      expect(html(given.join(''))).not.toMatch(other);
    }),
    { numRuns: 500 },
  );
  const began = performance.now();
  html('*'.repeat(4000));
  html('['.repeat(4000));
  html('**a'.repeat(1300));
  expect(performance.now() - began).toBeLessThan(1000);
});
