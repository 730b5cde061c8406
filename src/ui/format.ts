/** Numbers as the page writes them. */
import { grouped } from '../core/words';

/** Three significant digits with a unit prefix: `834 k`, `1.25 M`. */
export function compact(n: number): string {
  const [divisor, prefix] = n >= 1e9 ? [1e9, ' G'] : n >= 1e6 ? [1e6, ' M'] : n >= 1e4 ? [1e3, ' k'] : [1, ''];
  return `${divisor === 1 ? grouped(n) : trim((n / divisor).toPrecision(3))}${prefix}`;
}

/** `38 MB`; below a tenth of one, `38 kB`. */
export function megabytes(bytes: number): string {
  const mega = bytes / 1e6;
  if (mega < 0.1) return `${Math.round(bytes / 1e3)} kB`;
  return mega >= 1000 ? `${(mega / 1000).toFixed(1)} GB` : `${mega < 10 ? mega.toFixed(1) : Math.round(mega)} MB`;
}

/** `0:14`, `12:05`, `1:02:09`. */
export function clockTime(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const two = (n: number) => String(n).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** A rate or a loss with three significant digits, in a form that fits an axis. */
export function short(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  return size >= 1e-4 && size < 1e5 ? trim(value.toPrecision(3)) : value.toExponential(0).replace('e-', 'e−').replace('e+', 'e');
}

/** A loss, with digits that stay in place while it falls. */
export function lossText(loss: number): string {
  return Number.isFinite(loss) ? (loss < 0.0995 ? loss.toFixed(4) : loss.toFixed(3)) : '—';
}

function trim(digits: string): string {
  const plain = String(Number(digits));
  return plain.includes('e') ? digits : plain;
}
