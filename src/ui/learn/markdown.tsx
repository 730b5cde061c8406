/**
 * A little Markdown as React elements: paragraphs, `# ` headings, `- ` lists, **bold**, *italic*, `code` and links to https. The text may come from
 * anybody's link, so nothing of it ever becomes HTML, and an address is shown as it is beside its text.
 */
import { Fragment, type ReactNode } from 'react';

export function Markdown({ text }: { readonly text: string }) {
  const blocks = text.split(/\n\s*\n/).map((block) => block.trim()).filter((block) => block !== '');
  return blocks.map((block, i) => <Block key={i} text={block} />);
}

function Block({ text }: { readonly text: string }) {
  const lines = text.split('\n').map((line) => line.trim());
  if (lines.every((line) => /^[-*] /.test(line))) {
    return (
      <ul>
        {lines.map((line, i) => (
          <li key={i}>{inline(line.slice(2))}</li>
        ))}
      </ul>
    );
  }
  const heading = /^#{1,6} (.*)$/.exec(lines[0]!);
  if (heading) {
    const rest = lines.slice(1).join('\n').trim();
    return (
      <>
        <h3>{inline(heading[1]!)}</h3>
        {rest !== '' && <Block text={rest} />}
      </>
    );
  }
  return (
    <p>
      {lines.map((line, i) => (
        <Fragment key={i}>
          {i > 0 && <br />}
          {inline(line)}
        </Fragment>
      ))}
    </p>
  );
}

/** What stands between marks, without nesting. The patterns are linear: none of their parts can match what the next begins with. */
const MARKS = /\*\*([^*\n]+)\*\*|\*([^*\n]+)\*|`([^`\n]+)`|\[([^[\]\n]+)\]\((https:\/\/[^\s()]+)\)/g;

function inline(text: string): ReactNode[] {
  const parts: ReactNode[] = [];
  let end = 0;
  for (const found of text.matchAll(MARKS)) {
    const [whole, bold, italic, code, label, url] = found;
    if (found.index > end) parts.push(text.slice(end, found.index));
    end = found.index + whole.length;
    const key = found.index;
    if (bold !== undefined) parts.push(<b key={key}>{bold}</b>);
    else if (italic !== undefined) parts.push(<i key={key}>{italic}</i>);
    else if (code !== undefined) parts.push(<code key={key}>{code}</code>);
    else {
      const host = hostOf(url!);
      parts.push(
        host === undefined ? (
          whole
        ) : (
          <Fragment key={key}>
            <a href={url} target="_blank" rel="noreferrer nofollow">
              {label}
            </a>{' '}
            ({host})
          </Fragment>
        ),
      );
    }
  }
  if (end < text.length) parts.push(text.slice(end));
  return parts;
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).host : undefined;
}
