/** Numbers and tables as text. */

/** Three significant digits, thousands separated: `0.0123`, `12.3`, `1,230`. */
export function number(value: number | undefined): string {
  if (value === undefined) return '';
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const digits = Math.max(0, Math.min(6, 2 - Math.floor(Math.log10(Math.abs(value)))));
  return Number(value.toPrecision(3)).toLocaleString('en', { maximumFractionDigits: digits });
}

export function bytes(value: number | undefined): string {
  if (value === undefined) return '';
  const units = ['B', 'kB', 'MB', 'GB'];
  const unit = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, value)) / 3)));
  return `${number(value / 1000 ** unit)} ${units[unit]!}`;
}

export const percent = (share: number | undefined): string => (share === undefined ? '' : `${number(100 * share)} %`);

export interface Column<Row> {
  readonly title: string;
  /** Numbers stand to the right. */
  readonly right?: boolean;
  cell(row: Row): string;
}

/** A table in Markdown, padded so that it reads as plain text too. */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const lines = [columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ cell }) => cell(row).replaceAll('|', '\\|')))];
  const widths = columns.map((_, i) => Math.max(3, ...lines.map((line) => line[i]!.length)));
  const pad = (text: string, i: number) => (columns[i]!.right ? text.padStart(widths[i]!) : text.padEnd(widths[i]!));
  const [head, ...body] = lines.map((line) => `| ${line.map(pad).join(' | ')} |`);
  const rule = `|${columns.map(({ right }, i) => (right ? `${'-'.repeat(widths[i]! + 1)}:` : '-'.repeat(widths[i]! + 2))).join('|')}|`;
  return [head, rule, ...body].join('\n');
}
