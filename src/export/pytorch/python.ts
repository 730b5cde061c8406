/** Writing Python: imports in order, blocks, comments. */

const WIDEST = 100;

/** Comment lines of at most a hundred characters; what stands on lines of its own stays so. */
export function comment(text: string): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '#';
    for (const word of paragraph.split(' ')) {
      if (line.length + 1 + word.length > WIDEST && line !== '#') {
        lines.push(line);
        line = '#';
      }
      line += ` ${word}`;
    }
    return [...lines, line.trimEnd()];
  });
}

/** Four blanks before every line that is not empty. */
export function indent(lines: readonly string[]): string[] {
  return lines.map((line) => (line === '' ? '' : `    ${line}`));
}

/** `(28, 28)`; with one number, `(28,)`. */
export function tuple(values: readonly number[]): string {
  return values.length === 1 ? `(${values[0]},)` : `(${values.join(', ')})`;
}

/** A call of several lines where there are arguments, each an expression that may itself have several lines. */
export function call(name: string, args: readonly string[]): string[] {
  if (args.length === 0) return [`${name}()`];
  return [`${name}(`, ...indent(args.flatMap((arg) => `${arg},`.split('\n'))), ')'];
}

/** Modules that come with Python, of those that parts of the script ask for. */
const STANDARD = /^(import|from) (copy|math|random|functools|collections|itertools)\b/;

/** Every import once, `from` lines of one module joined; Python's own modules first, as PEP 8 asks. */
export function joinImports(statements: readonly string[]): string[] {
  const names = new Map<string, Set<string>>();
  const whole = new Set<string>();
  for (const statement of statements) {
    const from = /^from (\S+) import ([\w, ]+)$/.exec(statement);
    if (!from) {
      whole.add(statement);
      continue;
    }
    const known = names.get(from[1]!) ?? new Set();
    for (const name of from[2]!.split(',')) known.add(name.trim());
    names.set(from[1]!, known);
  }
  const joined = [...[...whole].sort(), ...[...names].sort(([a], [b]) => (a < b ? -1 : 1)).map(([module, parts]) => `from ${module} import ${[...parts].sort().join(', ')}`)];
  const [standard, others] = [joined.filter((line) => STANDARD.test(line)), joined.filter((line) => !STANDARD.test(line))];
  return standard.length > 0 ? [...standard, '', ...others] : others;
}
