import type { Smoothing } from '../../../store/lab/compare/lines';
import { Segments } from '../../shared/segments';
import own from './overlay.module.css';

/** Each kind keeps its own strength while another one is chosen. */
export interface Smoother {
  readonly kind: Smoothing['kind'];
  /** In percent. */
  readonly keep: number;
  readonly window: number;
}

export const NO_SMOOTHING: Smoother = { kind: 'none', keep: 80, window: 9 };

export function smoothingOf({ kind, keep, window }: Smoother): Smoothing {
  return kind === 'exponential' ? { kind, keep: keep / 100 } : kind === 'median' ? { kind, window } : { kind };
}

const KINDS = [
  { value: 'none', label: 'None' },
  { value: 'exponential', label: 'Average' },
  { value: 'median', label: 'Median' },
];

/** Off, an exponential average, or a centred median, with its strength. */
export function SmoothingControl({ value, onChange }: { readonly value: Smoother; readonly onChange: (value: Smoother) => void }) {
  const { kind, keep, window } = value;
  return (
    <>
      <div>
        <span className={own.label}>Smoothing</span>
        <Segments label="Smoothing" data={KINDS} value={kind} onChange={(chosen) => onChange({ ...value, kind: chosen as Smoother['kind'] })} />
      </div>
      {kind === 'exponential' && (
        <label className={own.slider} title="An exponential moving average, corrected for its start: the older a value, the less it counts">
          <span className={own.label}>{`Keeps ${keep} % at each value`}</span>
          <input type="range" min={10} max={99} value={keep} onChange={({ currentTarget }) => onChange({ ...value, keep: currentTarget.valueAsNumber })} />
        </label>
      )}
      {kind === 'median' && (
        <label className={own.slider} title="The middle one of the values around each: a single outlier does not move it">
          <span className={own.label}>{`Of ${window} values around`}</span>
          <input type="range" min={3} max={101} step={2} value={window} onChange={({ currentTarget }) => onChange({ ...value, window: currentTarget.valueAsNumber })} />
        </label>
      )}
    </>
  );
}
