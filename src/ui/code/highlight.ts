/** Python in colours: a tokeniser for what the exporter writes, which knows comments, strings, keywords and numbers. */
export type TokenKind = 'comment' | 'string' | 'keyword' | 'number' | 'plain';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

const KEYWORDS = 'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda not or pass raise return try while with yield';

const PATTERNS: readonly (readonly [TokenKind, string])[] = [
  ['comment', '#.*'],
  ['string', '[fru]{0,2}(?:"""[^]*?"""|"(?:\\\\.|[^"\\\\])*"|\'(?:\\\\.|[^\'\\\\])*\')'],
  ['keyword', `\\b(?:${KEYWORDS.split(' ').join('|')})\\b`],
  ['number', '\\b\\d[\\d_]*\\.?\\d*(?:e[+-]?\\d+)?\\b'],
];
const TOKEN = new RegExp(PATTERNS.map(([, pattern]) => `(${pattern})`).join('|'), 'g');

/** The tokens of one line; joined, they are the line. Strings that span lines are not known. */
export function tokens(line: string): Token[] {
  const found: Token[] = [];
  let end = 0;
  for (const match of line.matchAll(TOKEN)) {
    if (match.index > end) found.push({ kind: 'plain', text: line.slice(end, match.index) });
    const place = PATTERNS.findIndex((_, i) => match[i + 1] !== undefined);
    found.push({ kind: PATTERNS[place]![0], text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < line.length) found.push({ kind: 'plain', text: line.slice(end) });
  return found;
}

/** For every line whether it is not among those of an earlier text, counting repeated lines. */
export function freshLines(lines: readonly string[], before: readonly string[]): boolean[] {
  const left = new Map<string, number>();
  for (const line of before) left.set(line, (left.get(line) ?? 0) + 1);
  return lines.map((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0 && line.trim() !== '';
  });
}
